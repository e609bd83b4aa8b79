using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>
/// Tests of how a host runs grains. They hold for Microsoft Orleans and for the simulation alike: where the two differ, the
/// simulation is wrong. The tests of a class share one host; each has grains and a log of its own.
/// </summary>
public abstract class RuntimeTests<THost>(THost host) : IClassFixture<THost>
    where THost : class, IRuntimeHost
{
    private static int _tests;

    protected string Key { get; } = $"t{Interlocked.Increment(ref _tests)}";

    protected THost Host => host;

    protected Seen Seen => host.Logs.Of(Key);

    /// <summary>A grain of this test.</summary>
    protected TGrain Grain<TGrain>(string name = "x")
        where TGrain : IGrainWithStringKey => host.Grains.GetGrain<TGrain>(KeyOf(name));

    /// <inheritdoc cref="Grain{TGrain}(string)"/>
    protected TGrain Grain<TGrain>(Type grainClass, string name = "x")
        where TGrain : IGrainWithStringKey => host.Grains.GetGrain<TGrain>(KeyOf(name), grainClass.FullName);

    protected string KeyOf(string name) => $"{Key}-{name}";

    protected Task Run(Func<Task> test) => host.Run(test);

    /// <summary>Waits for a call's exception. As the test's own code would, so that it goes on where it was.</summary>
    protected static async Task<TException> Failure<TException>(Task call)
        where TException : Exception
    {
        try
        {
            await call;
        }
        catch (Exception exception)
        {
            return Assert.IsAssignableFrom<TException>(exception);
        }

        throw new InvalidOperationException($"The call did not fail with {typeof(TException).Name}.");
    }
}

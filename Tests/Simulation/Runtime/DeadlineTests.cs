using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Calls that take longer than their callers wait.</summary>
public abstract class DeadlineTests<THost>(THost host) : RuntimeTests<THost>(host)
    where THost : class, IRuntimeHost
{
    private IGateGrain Gates => Grain<IGateGrain>(typeof(GateGrain));

    [Fact]
    public Task A_caller_gets_a_timeout_and_the_callee_goes_on() => Run(async () =>
    {
        await Failure<TimeoutException>(Gates.WriteBriefly("a"));
        Assert.Equal(["a in"], Seen.All);
        Seen.Open("a");
        await Seen.Until("a out");
    });

    [Fact]
    public Task A_call_that_still_waits_at_its_deadline_never_runs() => Run(async () =>
    {
        var running = Gates.Write("a");
        await Seen.Until("a in");
        await Failure<TimeoutException>(Gates.WriteBriefly("b"));
        Seen.Open("a", "b");
        await running;
        await Gates.Write("a"); // It would come after the other.
        Assert.DoesNotContain("b in", Seen.All);
    });
}

public sealed class DeadlinesOfOrleans(OrleansCluster host) : DeadlineTests<OrleansCluster>(host);

public sealed class DeadlinesOfTheSimulation(SimulatedHost host) : DeadlineTests<SimulatedHost>(host);

using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Serialization;
using Orleans.Storage;
using OrleansJobs.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Silos in one process, and a network that does what a test says.</summary>
public class SeveralSilosTests
{
    internal interface ICounterGrain : IGrainWithStringKey
    {
        Task<int> Add(int n);

        Task<string> Where();

        Task<string> WhereOf(string other);

        Task<string> WhereIs(ICounterGrain other);

        Task<int> Fail();

        Task<int> FailUnsent();

        [OneWay]
        Task Note(string text);
    }

    [Fact]
    public void A_router_can_send_calls_to_another_silo_over_the_same_storage()
    {
        using var net = new Network();
        net.Place["counter/c"] = 1;
        Assert.Equal("silo1", net.Run(0, g => g.GetGrain<ICounterGrain>("c").Where()));
        Assert.Equal("silo1", net.Run(1, g => g.GetGrain<ICounterGrain>("c").Where()));
        Assert.Equal("silo1", net.Run(0, g => g.GetGrain<ICounterGrain>("d").WhereOf("c"))); // from a grain of silo 0
        Assert.Equal(1, net.Run(0, g => g.GetGrain<ICounterGrain>("c").Add(1)));
        net.Place["counter/c"] = 0;
        Assert.Equal(3, net.Run(1, g => g.GetGrain<ICounterGrain>("c").Add(2))); // from what silo 1 stored
    }

    [Fact]
    public void References_and_failures_come_across()
    {
        using var net = new Network();
        net.Place["counter/c"] = 1;
        net.Place["counter/d"] = 0;
        Assert.Equal("silo0", net.Run(0, g => g.GetGrain<ICounterGrain>("c").WhereIs(g.GetGrain<ICounterGrain>("d")))); // back to silo 0
        var failure = Assert.Throws<NotSupportedException>(() => net.Run(0, g => g.GetGrain<ICounterGrain>("c").Fail()));
        Assert.Equal("thrown", failure.Message);
    }

    [Fact]
    public void A_failure_that_cannot_be_sent_comes_across_as_the_reason_and_ends_the_call()
    {
        using var net = new Network();
        net.Place["counter/c"] = 1;
        Assert.Throws<CodecNotFoundException>(() => net.Run(0, g => g.GetGrain<ICounterGrain>("c").FailUnsent()));
        Assert.Equal(1, net.Run(0, g => g.GetGrain<ICounterGrain>("c").Add(1))); // an ordinary call, so no other runs any more
    }

    [Fact]
    public void Two_activations_of_one_grain_meet_at_the_etag()
    {
        using var net = new Network();
        net.Place["counter/c"] = 0;
        Assert.Equal(1, net.Run(0, g => g.GetGrain<ICounterGrain>("c").Add(1)));
        net.Place["counter/c"] = 1;
        Assert.Equal(2, net.Run(0, g => g.GetGrain<ICounterGrain>("c").Add(1)));
        net.Place["counter/c"] = 0;
        Assert.Throws<InconsistentStateException>(() => net.Run(0, g => g.GetGrain<ICounterGrain>("c").Add(1)));
        Assert.Equal(3, net.Run(0, g => g.GetGrain<ICounterGrain>("c").Add(1)));
    }

    [Fact]
    public void One_way_calls_can_be_lost_and_repeated_and_others_run_into_their_deadline()
    {
        using var net = new Network();
        net.OnCall = call => call.MethodName == "Note" ? 2 : 1;
        net.Run(0, async g =>
        {
            await g.GetGrain<ICounterGrain>("c").Note("n");
            return 0;
        });
        Assert.Equal(2, net.Hosts[0].Seen.Count("n"));
        net.OnCall = _ => 0;
        net.Run(0, async g =>
        {
            await g.GetGrain<ICounterGrain>("c").Note("lost");
            return 0;
        });
        Assert.DoesNotContain("lost", net.Hosts[0].Seen.All);
        var call = net.Hosts[0].Begin(() => net.Hosts[0].Grains.GetGrain<ICounterGrain>("c").Add(1));
        net.Machine.Advance(31);
        Assert.IsType<TimeoutException>(call.Exception!.InnerException);
    }

    [Fact]
    public void Only_one_way_calls_can_be_repeated()
    {
        using var net = new Network();
        net.OnCall = _ => 2;
        Assert.Throws<InvalidOperationException>(() => net.Run(0, g => g.GetGrain<ICounterGrain>("c").Add(1)));
    }

    [Fact]
    public void Calls_can_be_delayed()
    {
        using var net = new Network();
        net.Delay = TimeSpan.FromSeconds(5);
        var call = net.Hosts[0].Begin(() => net.Hosts[0].Grains.GetGrain<ICounterGrain>("c").Add(1));
        net.Machine.Advance(4.9);
        Assert.False(call.IsCompleted);
        net.Machine.Advance(0.2);
        Assert.True(call.IsCompletedSuccessfully);
    }

    [Fact]
    public void When_a_silo_is_killed_its_grains_live_on_elsewhere_from_what_is_stored()
    {
        using var net = new Network();
        net.Place["counter/c"] = 1;
        net.Run(0, g => g.GetGrain<ICounterGrain>("c").Add(5));
        net.Hosts[1].Silo.Kill();
        Assert.Throws<SiloUnavailableException>(() => net.Run(0, g => g.GetGrain<ICounterGrain>("c").Add(5)));
        net.Place.Clear();
        Assert.Equal(6, net.Run(0, g => g.GetGrain<ICounterGrain>("c").Add(1)));
    }

    /// <summary>Two silos in one process over one storage, on one thread and one clock.</summary>
    private sealed class Network : ICallRouter, IDisposable
    {
        public Network()
        {
            var storage = new InMemoryGrainStorage();
            Hosts = [.. Enumerable.Range(0, 2).Select(i => new TestHost(
                services => services.AddSingleton<IGrainStorage>(storage).AddSingleton<ICallRouter>(this), Machine, $"silo{i}").Started())];
        }

        public VirtualMachine Machine { get; } = new();

        public TestHost[] Hosts { get; }

        /// <summary>Which silo a grain is on; else the sender's.</summary>
        public Dictionary<string, int> Place { get; } = [];

        /// <summary>How often a call is delivered.</summary>
        public Func<GrainCall, int> OnCall { get; set; } = _ => 1;

        public TimeSpan Delay { get; set; }

        public void Route(SimulatedSilo sender, GrainCall call)
        {
            var to = Place.TryGetValue(call.Target.ToString(), out var place) ? Hosts[place].Silo : sender;
            for (var times = OnCall(call); times > 0; times--)
            {
                var delivered = times > 1 ? call.Repeat() : call;
                if (Delay == TimeSpan.Zero)
                    to.Deliver(delivered);
                else
                    _ = Machine.Time.CreateTimer(_ => to.Deliver(delivered), null, Delay, Timeout.InfiniteTimeSpan);
            }
        }

        public T Run<T>(int silo, Func<IGrainFactory, Task<T>> code) => Hosts[silo].Run(() => code(Hosts[silo].Grains));

        public void Dispose()
        {
            foreach (var host in Hosts)
                host.Dispose();
        }
    }

    internal sealed class CounterGrain([PersistentState("counter")] IPersistentState<int> sum, SeenLogs logs) : Grain, ICounterGrain
    {
        public async Task<int> Add(int n)
        {
            sum.State += n;
            await sum.WriteStateAsync();
            return sum.State;
        }

        public Task<string> Where() => Task.FromResult(RuntimeIdentity);

        public Task<string> WhereOf(string other) => GrainFactory.GetGrain<ICounterGrain>(other).Where();

        public Task<string> WhereIs(ICounterGrain other) => other.Where();

        public Task<int> Fail() => throw new NotSupportedException("thrown");

        public Task<int> FailUnsent() => throw new TimeoutException("thrown", new Xunit.Sdk.XunitException("of a type without a codec"));

        public Task Note(string text)
        {
            logs.Of("x").Add(text);
            return Task.CompletedTask;
        }
    }
}

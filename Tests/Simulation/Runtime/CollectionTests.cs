using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class CollectionTests
{
    internal interface IIdleGrain : IGrainWithStringKey
    {
        Task Call();

        Task Hold(string gate);

        Task Delay(TimeSpan time);

        Task Tick(string gate, bool keepAlive);

        Task TickUnawaited(string gate);
    }

    private const int Age = 10;

    [Fact]
    public void It_is_collected_when_no_call_came_for_the_age()
    {
        using var host = Start<IdleGrain>();
        Call(host);
        host.Advance(6);
        Call(host);
        host.Advance(6);
        Assert.True(IsActive(host)); // the second call counts
        host.Advance(6);
        Assert.False(IsActive(host));
        Assert.Equal(["ActivationIdle"], host.Seen.All);
    }

    [Fact]
    public void A_running_call_protects_it()
    {
        using var host = Start<IdleGrain>();
        host.Begin(() => Grain(host).Hold("a"));
        host.Advance(25);
        Assert.True(IsActive(host));
        host.Seen.Open("a");
        host.Run();
        host.Advance(9);
        Assert.True(IsActive(host));
        host.Advance(12);
        Assert.False(IsActive(host));
    }

    [Fact]
    public void Deactivation_can_be_delayed_and_the_delay_withdrawn()
    {
        using var host = Start<IdleGrain>();
        host.Run(() => Grain(host).Delay(TimeSpan.FromSeconds(60)));
        host.Advance(55);
        Assert.True(IsActive(host));
        host.Run(() => Grain(host).Delay(TimeSpan.MaxValue));
        host.Advance(1000);
        Assert.True(IsActive(host));
        host.Run(() => Grain(host).Delay(TimeSpan.Zero));
        host.Advance(Age + 2);
        Assert.False(IsActive(host));
    }

    [Fact]
    public void Ticks_do_not_keep_it_alive_unless_they_say_so()
    {
        using var host = Start<IdleGrain>();
        host.Seen.Open("t");
        host.Run(() => Grain(host).Tick("t", keepAlive: false));
        host.Advance(Age + 2);
        Assert.False(IsActive(host));
        host.Run(() => Grain(host).Tick("t", keepAlive: true));
        host.Advance(60);
        Assert.True(IsActive(host));
    }

    [Fact]
    public void A_running_tick_keeps_it_alive_but_work_it_does_not_await_does_not()
    {
        using var host = Start<IdleGrain>();
        host.Run(() => Grain(host).Tick("t", keepAlive: false));
        host.Advance(60);
        Assert.True(IsActive(host));
        host.Seen.Open("t");
        host.Advance(Age + 2);
        Assert.False(IsActive(host));
        host.Run(() => Grain(host).TickUnawaited("u"));
        host.Advance(Age + 2);
        Assert.False(IsActive(host));
        Assert.Contains("u in", host.Seen.All);
    }

    [Fact]
    public void Ages_are_set_by_attribute_then_by_class_name_then_by_default()
    {
        using var host = new TestHost(
            [typeof(IdleGrain), typeof(KeptGrain), typeof(LimitedGrain)],
            o =>
            {
                o.ClassSpecificCollectionAge[typeof(IdleGrain).FullName!] = TimeSpan.FromSeconds(5);
                o.ClassSpecificCollectionAge[typeof(LimitedGrain).FullName!] = TimeSpan.FromSeconds(5);
            }).Started();
        Func<Type, IIdleGrain> grain = type => host.Grains.GetGrain<IIdleGrain>("x", type.FullName);
        host.Run(() => Task.WhenAll(grain(typeof(IdleGrain)).Call(), grain(typeof(KeptGrain)).Call(), grain(typeof(LimitedGrain)).Call()));
        host.Advance(7);
        Assert.Equal(["KeptGrain", "LimitedGrain"], Active(host));
        host.Advance(110);
        Assert.Equal(["KeptGrain", "LimitedGrain"], Active(host));
        host.Advance(10);
        Assert.Equal(["KeptGrain"], Active(host));
        host.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["KeptGrain"], Active(host));
    }

    [Fact]
    public void A_forced_collection_respects_the_delay()
    {
        using var host = Start<IdleGrain>();
        Call(host);
        host.Run(() => host.Grains.GetGrain<IIdleGrain>("y").Delay(TimeSpan.FromMinutes(1)));
        host.Run(() => host.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero));
        var counts = host.Run(() => host.Grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics());
        Assert.Equal(1, counts.Single(c => c.GrainType.StartsWith(typeof(IdleGrain).FullName!, StringComparison.Ordinal)).ActivationCount);
        Assert.Equal(2, host.Run(() => host.Grains.GetGrain<IManagementGrain>(0).GetTotalActivationCount()));
    }

    private static TestHost Start<T>() => TestHost.Start<T>(o => o.CollectionAge = TimeSpan.FromSeconds(Age));

    private static IIdleGrain Grain(TestHost host) => host.Grains.GetGrain<IIdleGrain>("x");

    private static void Call(TestHost host) => host.Run(() => Grain(host).Call());

    private static bool IsActive(TestHost host) => Active(host).Contains("IdleGrain");

    private static string[] Active(TestHost host) =>
        [.. host.Silo.Core.Classes.All.Where(c => c.Activations > 0).Select(c => c.Class.Name)];

    internal abstract class AnyIdleGrain(Seen seen) : Grain, IIdleGrain
    {
        public Task Call() => Task.CompletedTask;

        public Task Hold(string gate) => seen.Pass(gate);

        public Task Delay(TimeSpan time)
        {
            DelayDeactivation(time);
            return Task.CompletedTask;
        }

        public Task Tick(string gate, bool keepAlive)
        {
            var second = TimeSpan.FromSeconds(1);
            this.RegisterGrainTimer(() => seen.Pass(gate), new GrainTimerCreationOptions(second, second) { KeepAlive = keepAlive });
            return Task.CompletedTask;
        }

        public Task TickUnawaited(string gate)
        {
            this.RegisterGrainTimer(
                () =>
                {
                    _ = seen.Pass(gate);
                    return Task.CompletedTask;
                },
                TimeSpan.FromSeconds(1),
                Timeout.InfiniteTimeSpan);
            return Task.CompletedTask;
        }

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            seen.Add(reason.ReasonCode.ToString());
            return Task.CompletedTask;
        }
    }

    internal sealed class IdleGrain(Seen seen) : AnyIdleGrain(seen);

    [KeepAlive]
    internal sealed class KeptGrain(Seen seen) : AnyIdleGrain(seen);

    [CollectionAgeLimit(Minutes = 2)]
    internal sealed class LimitedGrain(Seen seen) : AnyIdleGrain(seen);
}

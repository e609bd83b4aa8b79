using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>What comes of calls.</summary>
public abstract class CallTests<THost>(THost host) : RuntimeTests<THost>(host)
    where THost : class, IRuntimeHost
{
    private IPlainGrain Plain => Grain<IPlainGrain>();

    [Fact]
    public Task Results_of_all_kinds_of_task_come_back() => Run(async () =>
    {
        Assert.Equal(5, await Plain.Sum(2, 3));
        Assert.Equal("t", await Plain.Text("t"));
        await Plain.Nothing();
    });

    [Fact]
    public Task Exceptions_come_back_as_thrown() => Run(async () =>
    {
        Task[] failing = [Plain.ThrowAtOnce(), Plain.ThrowLater(), Plain.ThrowValue().AsTask()];
        foreach (var call in failing) Assert.Equal("thrown", (await Failure<NotSupportedException>(call)).Message);
        await Failure<OperationCanceledException>(Plain.Cancelled());
        Assert.Equal(1, await Plain.Sum(0, 1));
    });

    [Fact]
    public Task Arguments_and_results_are_copies() => Run(async () =>
    {
        int[] sent = [1, 2];
        Assert.Equal(new[] { 0, 2 }, await Plain.Change(sent));
        Assert.Equal([1, 2], sent);
    });

    [Fact]
    public Task A_one_way_call_is_complete_when_sent_and_nobody_learns_of_its_failure() => Run(async () =>
    {
        await Plain.Notify("gate");
        await Seen.Until("gate in");
        Seen.Open("gate");
        await Plain.NotifyBadly();
        Assert.Equal(1, await Plain.Sum(0, 1));
    });

    [Fact]
    public Task Request_context_flows_down_and_never_back() => Run(async () =>
    {
        RequestContext.Set("k", "outer");
        Assert.Equal("outer", await Plain.Context("inner"));
        Assert.Equal("outer", RequestContext.Get("k"));
        Assert.True(RequestContext.Remove("k"));
        Assert.Null(await Plain.Context(null));
        Assert.Equal(["activated under outer"], Seen.All);
    });

    [Fact]
    public Task Two_classes_of_one_interface_need_a_prefix() => Run(async () =>
    {
        Assert.Throws<ArgumentException>(() => Grain<IStartGrain>());
        Assert.Equal(KeyOf("x"), await Grain<IStartGrain>(typeof(PlainStartGrain)).Call());
    });

    [Fact]
    public Task A_key_must_not_be_empty() => Run(() =>
    {
        Assert.Throws<ArgumentException>(() => Host.Grains.GetGrain<IPlainGrain>(" "));
        return Task.CompletedTask;
    });
}

public sealed class CallsOfOrleans(OrleansCluster host) : CallTests<OrleansCluster>(host);

public sealed class CallsOfTheSimulation(SimulatedHost host) : CallTests<SimulatedHost>(host);

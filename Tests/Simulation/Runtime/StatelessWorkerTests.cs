using Orleans.Concurrency;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class StatelessWorkerTests
{
    internal interface IWorkerGrain : IGrainWithIntegerKey
    {
        Task<int> Work(string gate);
    }

    [Fact]
    public void As_many_calls_run_at_once_as_there_may_be_workers()
    {
        using var host = TestHost.Start<WorkerGrain>();
        var calls = Begin(host, "a", "b", "c", "d");
        Assert.Equal(["a in", "b in"], host.Seen.All);
        host.Seen.Open("a");
        host.Seen.Open("c");
        host.Run();
        Assert.True(calls[0].IsCompletedSuccessfully);
        Assert.True(calls[2].IsCompletedSuccessfully); // behind a, on the same worker
        Assert.False(calls[3].IsCompleted);
        Assert.Equal(2, host.Silo.Core.Classes.OfType(GrainType.Create("worker"))!.Activations);
    }

    [Fact]
    public void An_idle_worker_is_used_before_another_is_made()
    {
        using var host = TestHost.Start<WorkerGrain>();
        host.Seen.Open("a");
        Begin(host, "a");
        Begin(host, "a");
        Assert.Equal(1, host.Silo.Core.Classes.OfType(GrainType.Create("worker"))!.Activations);
    }

    [Fact]
    public void Collected_workers_are_replaced()
    {
        using var host = TestHost.Start<WorkerGrain>(o => o.CollectionAge = TimeSpan.FromSeconds(5));
        host.Seen.Open("a");
        Begin(host, "a");
        host.Advance(7);
        Assert.Equal(0, host.Silo.Core.Classes.OfType(GrainType.Create("worker"))!.Activations);
        Assert.True(Begin(host, "a")[0].IsCompletedSuccessfully);
    }

    private static Task<int>[] Begin(TestHost host, params string[] gates)
    {
        var worker = host.Grains.GetGrain<IWorkerGrain>(0);
        return [.. gates.Select(gate => host.Begin(() => worker.Work(gate)))];
    }

    [StatelessWorker(2)]
    internal sealed class WorkerGrain(Seen seen) : Grain, IWorkerGrain
    {
        public async Task<int> Work(string gate)
        {
            await seen.Pass(gate);
            return 1;
        }
    }
}

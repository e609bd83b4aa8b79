using Orleans.Concurrency;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>A stateless worker, of which there may be two.</summary>
internal interface IWorkerGrain : IGrainWithStringKey
{
    /// <returns>Which of the workers it was.</returns>
    Task<Guid> Work(string gate);
}

[StatelessWorker(2)]
internal sealed class WorkerGrain(SeenLogs logs) : Grain, IWorkerGrain
{
    private readonly Guid _self = Guid.NewGuid();

    public async Task<Guid> Work(string gate)
    {
        await logs.Of(this).Pass(gate);
        return _self;
    }
}

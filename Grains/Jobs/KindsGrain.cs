using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Describes the kinds that this silo has handlers for.</summary>
[StatelessWorker, Reentrant]
internal sealed class KindsGrain(JobKinds kinds) : Grain, IKindsGrain
{
    public Task<ImmutableArray<KindDescription>> List() =>
        Task.FromResult(ImmutableArray.CreateRange(kinds.Names.Select(name => kinds.Find(name)!.Description)));

    public Task<KindDescription?> Get(string name) => Task.FromResult(kinds.Find(name)?.Description);
}

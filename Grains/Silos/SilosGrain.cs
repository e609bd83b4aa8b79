using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansJobs.Silos;

namespace OrleansJobs.Grains.Silos;

/// <summary>Asks the grain host for callers who may be in another process.</summary>
[StatelessWorker, Reentrant]
internal sealed class SilosGrain(ISilos silos) : Grain, ISilosGrain
{
    public async Task<ImmutableArray<SiloReport>> GetSilos() =>
        [.. (await silos.GetSilos()).OrderBy(silo => silo.Name, StringComparer.Ordinal).ThenBy(silo => silo.StartedAt)];

    public async Task<ImmutableArray<GrainReport>> GetGrains() => GrainReports.Sum(await silos.GetGrains());
}

using System.Collections.Immutable;
using System.Text.Json;
using Orleans.Concurrency;
using OrleansJobs.Silos;

namespace OrleansJobs.Grains.Silos;

/// <summary>Tells what Orleans' management grain knows of the silos, in this project's terms.</summary>
[StatelessWorker, Reentrant]
internal sealed class SilosGrain : Grain, ISilosGrain
{
    private IManagementGrain Management => GrainFactory.GetGrain<IManagementGrain>(0);

    public async Task<ImmutableArray<SiloReport>> GetSilos()
    {
        var activations = (await Management.GetSimpleGrainStatistics()).ToLookup(grain => grain.SiloAddress, grain => grain.ActivationCount);
        return
        [
            .. (await Management.GetDetailedHosts(onlyActive: false)).Select(silo => new SiloReport
            {
                Name = silo.SiloName,
                Address = silo.SiloAddress.ToString(),
                Status = JsonNamingPolicy.CamelCase.ConvertName(silo.Status.ToString()),
                StartedAt = new DateTimeOffset(DateTime.SpecifyKind(silo.StartTime, DateTimeKind.Utc)),
                Activations = activations[silo.SiloAddress].Sum(),
            }).OrderBy(silo => silo.Name, StringComparer.Ordinal).ThenBy(silo => silo.StartedAt),
        ];
    }

    public async Task<ImmutableArray<GrainReport>> GetGrains() =>
    [
        // A class is named "Full.Name,Assembly".
        .. (await Management.GetSimpleGrainStatistics()).GroupBy(grain => grain.GrainType.Split(',')[0])
            .OrderBy(grain => grain.Key, StringComparer.Ordinal)
            .Select(grain => new GrainReport { Grain = grain.Key, Activations = grain.Sum(silo => silo.ActivationCount) }),
    ];
}

using System.Text.Json;
using OrleansJobs.Grains.Silos;
using OrleansJobs.Silos;

namespace OrleansJobs.Silo.Hosting;

/// <summary>The silos of the cluster, as Orleans' management grain and the call meter of each silo tell.</summary>
internal sealed class OrleansSilos(IGrainFactory grains) : ISilos
{
    private IManagementGrain Management => grains.GetGrain<IManagementGrain>(0);

    public async Task<IReadOnlyList<SiloReport>> GetSilos()
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
            }),
        ];
    }

    public async Task<IReadOnlyList<GrainReport>> GetGrains()
    {
        var active = (await Management.GetSimpleGrainStatistics()).Select(grain => new GrainReport
        {
            // "Full.Name,Assembly"
            Grain = grain.GrainType.Split(',')[0],
            Activations = grain.ActivationCount,
        });
        var called = await Management.SendControlCommandToProvider<CallMeter>(CallMeter.Provider, 0, null);
        return [.. active, .. called.OfType<GrainReport[]>().SelectMany(silo => silo)];
    }
}

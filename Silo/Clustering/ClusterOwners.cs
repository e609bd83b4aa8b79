using System.Collections.Concurrent;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Clustering;

/// <summary>
/// Who runs what the table says is running, in a cluster: an owner is a silo's address with its generation, and it is dead when
/// the membership says so. One that the membership does not know is dead too, if the membership was read after the owner had
/// been seen: a silo joins before it runs anything.
/// </summary>
/// <remarks>A silo that was wrongly declared dead may still run: what it writes is refused, as its rows have another version by then.</remarks>
internal sealed class ClusterOwners(ILocalSiloDetails self, IClusterMembershipService membership) : IOwners
{
    private readonly ConcurrentDictionary<string, SiloAddress?> _addresses = new();
    private readonly ConcurrentDictionary<SiloAddress, Task> _readings = new();

    public string Self { get; } = self.SiloAddress.ToParsableString();

    public bool IsDead(string owner)
    {
        if (owner == Self) return false;

        // A process that was alone once wrote another name; this silo's hold of the database proves that it is gone.
        if (_addresses.GetOrAdd(owner, static name => SiloAddress.TryParse(name, null, out var address) ? address : null) is not { } silo) return true;
        return membership.CurrentSnapshot.GetSiloStatus(silo) switch
        {
            SiloStatus.Dead => true,
            SiloStatus.None => IsUnknownStill(silo),
            _ => false,
        };
    }

    private bool IsUnknownStill(SiloAddress silo)
    {
        var reading = _readings.GetOrAdd(silo, _ => membership.Refresh().AsTask());
        if (reading.IsFaulted || reading.IsCanceled) _readings.TryRemove(silo, out _);
        return reading.IsCompletedSuccessfully && membership.CurrentSnapshot.GetSiloStatus(silo) is SiloStatus.None or SiloStatus.Dead;
    }
}

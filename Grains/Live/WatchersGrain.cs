using Orleans.Concurrency;
using OrleansJobs.Jobs;
using OrleansJobs.Live;

namespace OrleansJobs.Grains.Live;

/// <summary>Brings what web processes want to be told to all silos.</summary>
/// <remarks>
/// A silo counts as informed when it has confirmed the list. One that did not confirm a change in time, or comes, or goes, may have
/// committed something of which it told nobody: as soon as that is over, the generation is a new one, and watchers read what they
/// watch; so do those who come back after their lease has run out. Lists have versions, so it does not matter in which order messages arrive.
/// </remarks>
[Reentrant]
internal sealed class WatchersGrain(IIdSource ids, TimeProvider time) : Grain, IWatchersGrain
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Guid, Held> _leases = [];
    private readonly Dictionary<string, Silo> _silos = [];
    private readonly Guid _term = ids.NewToken();
    private long _version = 1;
    private long _generation;

    public async Task<WatchTerm> Watch(WatchLease lease)
    {
        // A message that was late, and given up by its sender.
        if (_leases.GetValueOrDefault(lease.Id)?.Lease.Revision > lease.Revision) return Term();
        if (lease.IsEmpty) _leases.Remove(lease.Id);
        else _leases[lease.Id] = new Held(lease) { RenewedAt = time.GetTimestamp() };
        _version++;
        var list = List();
        await Task.WhenAll(_silos.Values.Select(silo => Show(silo, list)));
        return Term();
    }

    public Task<WatchTerm?> Renew(Guid id, long revision)
    {
        if (_leases.GetValueOrDefault(id) is not { } held || held.Lease.Revision != revision) return Task.FromResult<WatchTerm?>(null);
        held.RenewedAt = time.GetTimestamp();
        return Task.FromResult<WatchTerm?>(Term());
    }

    public Task<WatchList?> Attend(string silo, IWatchPost post, Guid term, long version)
    {
        Forget();
        if (!_silos.TryGetValue(silo, out var known)) _silos.Add(silo, known = new Silo(post));
        known.SeenAt = time.GetTimestamp();
        if (term != _term || version != _version) return Task.FromResult<WatchList?>(List());
        if (!known.IsInformed) _generation++;
        known.IsInformed = true;
        return Task.FromResult<WatchList?>(null);
    }

    private async Task Show(Silo silo, WatchList list)
    {
        try
        {
            await silo.Post.Show(list).WaitAsync(Patience, time);
        }
        catch (Exception)
        {
            // Whatever is wrong with it: it learns of the list when it attends, if it still does.
            silo.IsInformed = false;
        }
    }

    private void Forget()
    {
        foreach (var (id, held) in _leases)
        {
            if (time.GetElapsedTime(held.RenewedAt) <= Lease) continue;
            _leases.Remove(id);
            _version++;
            _generation++;
        }

        foreach (var (name, silo) in _silos)
        {
            if (time.GetElapsedTime(silo.SeenAt) <= Absence) continue;
            _silos.Remove(name);
            _generation++;
        }
    }

    private WatchList List() => new() { Term = _term, Version = _version, Leases = [.. _leases.Values.Select(held => held.Lease)] };

    private WatchTerm Term() => new() { Term = _term, Generation = _generation };

    private sealed class Held(WatchLease lease)
    {
        public WatchLease Lease => lease;

        public long RenewedAt { get; set; }
    }

    private sealed class Silo(IWatchPost post)
    {
        public IWatchPost Post => post;

        public long SeenAt { get; set; }

        public bool IsInformed { get; set; }
    }
}

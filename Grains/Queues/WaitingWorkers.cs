using System.Collections.Immutable;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Workers;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// The workers outside that ask a queue for jobs. They are known by what they can run, and for a while after they asked last: so that
/// between two requests of one worker the queue need not learn anew which jobs it has for it.
/// </summary>
internal sealed class WaitingWorkers
{
    /// <summary>Pools whose jobs are kept at once.</summary>
    public const int MostPools = 1_000;

    /// <summary>Workers that are known by name at once.</summary>
    public const int MostNames = 1_000;

    // Longer than a worker waits for one answer.
    private static readonly TimeSpan Known = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, WorkerGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, LeaseTicket> _promised = [];
    private readonly Dictionary<string, List<WorkerGroup>> _byPool = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (LeaseTicket Ticket, DateTimeOffset Uptime)> _byName = new(StringComparer.Ordinal);
    private long _last;

    /// <summary>Whether none is known.</summary>
    public bool AreNone => _groups.Count == 0;

    /// <summary>Each by name, as it asked last.</summary>
    public ImmutableArray<WorkerStatus> List(DateTimeOffset uptime)
    {
        ForgetOld(uptime);
        return [.. _byName.Values.Select(known => StatusOf(known.Ticket))];
    }

    /// <summary>A worker waits for jobs.</summary>
    /// <returns>Whether none that runs the same was known.</returns>
    public bool Add(LeaseTicket ticket, DateTimeOffset uptime)
    {
        var key = KeyOf(ticket);
        var isNew = !_groups.TryGetValue(key, out var group);
        if (group is null) _groups[key] = group = new WorkerGroup(ticket.Request.Kinds, ticket.Request.Labels);
        if (isNew) _byPool.Clear();
        group.AskedAt = uptime;
        ticket.Number = ++_last;
        group.Waiting.AddLast(ticket);
        var name = ticket.Request.Worker;
        if (_byName.Count < MostNames || _byName.ContainsKey(name)) _byName[name] = (ticket, uptime);
        return isNew;
    }

    /// <summary>A worker waits no more.</summary>
    public void Remove(LeaseTicket ticket)
    {
        ticket.IsOver = true;
        if (_groups.TryGetValue(KeyOf(ticket), out var group)) group.Waiting.Remove(ticket);
    }

    /// <summary>Forgets those that have not asked for some time.</summary>
    public void ForgetOld(DateTimeOffset uptime)
    {
        foreach (var (key, _) in _groups.Where(group => group.Value.Waiting.Count == 0 && group.Value.AskedAt < uptime - Known).ToList())
        {
            _groups.Remove(key);
            _byPool.Clear();
        }

        foreach (var (name, _) in _byName.Where(known => known.Value.Ticket.IsOver && known.Value.Uptime < uptime - Known).ToList()) _byName.Remove(name);
    }

    /// <summary>Whether there are workers who run the jobs for a pool.</summary>
    public bool Know(string pool) => GroupsOf(pool).Count > 0;

    /// <summary>Whether one of them waits now.</summary>
    public bool Want(string pool) => GroupsOf(pool).Exists(group => group.Waiting.Count > 0);

    /// <summary>The job, which is one for this pool, goes to one of those who wait.</summary>
    public void Promise(Guid job, string pool)
    {
        var group = GroupsOf(pool).Where(group => group.Waiting.Count > 0).MinBy(group => group.Waiting.First!.Value.Number)!;
        var ticket = group.Waiting.First!.Value;
        ticket.Promised++;
        if (--ticket.Left == 0) group.Waiting.RemoveFirst();
        _promised[job] = ticket;
    }

    /// <summary>To whom the job goes, at once; null if he waits no more.</summary>
    public LeaseTicket? Keep(Guid job)
    {
        if (!_promised.Remove(job, out var ticket)) return null;
        ticket.Promised--;
        return ticket.IsOver ? null : ticket;
    }

    /// <summary>The job does not go to whom it was promised.</summary>
    public void Break(Guid job)
    {
        if (Keep(job) is not { } ticket) return;
        if (++ticket.Left == 1 && _groups.TryGetValue(KeyOf(ticket), out var group)) group.Waiting.AddFirst(ticket);
    }

    private List<WorkerGroup> GroupsOf(string pool)
    {
        if (_groups.Count == 0) return [];
        if (_byPool.TryGetValue(pool, out var groups)) return groups;
        if (_byPool.Count >= 2 * MostPools) _byPool.Clear();
        return _byPool[pool] = [.. _groups.Values.Where(group => WorkerPool.Has(pool, group.Kinds, group.Labels))];
    }

    private static WorkerStatus StatusOf(LeaseTicket ticket) => new()
    {
        Name = ticket.Request.Worker,
        Kinds = ticket.Request.Kinds,
        Labels = ticket.Request.Labels,
        AskedAt = ticket.AskedAt,
        Waits = !ticket.IsOver,
    };

    private static string KeyOf(LeaseTicket ticket) => string.Join('\n', [
        .. ticket.Request.Kinds.Distinct().Order(StringComparer.Ordinal), "", .. ticket.Request.Labels.Distinct().Order(StringComparer.Ordinal)]);
}

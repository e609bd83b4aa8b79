using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Store;

/// <summary>
/// The one database of a world: what is committed. Each method is one transaction, in an instant; the ports of the silos
/// add the time it takes and what goes wrong.
/// </summary>
internal sealed class SimulatedTables(SimulatedWorld world, Plant plant)
{
    private readonly Dictionary<Guid, JobRecord> _rows = [];
    private readonly Dictionary<string, QueueEpoch> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Queue, string Lane), DateTimeOffset> _permits = [];
    private readonly Dictionary<Guid, JobRecord> _before = [];
    private readonly Chance _plants = Chance.Of(world.Seed, "plants");
    private long _seq;

    /// <summary>Told of every committed change, in order.</summary>
    public Action<Commit>? Committed { get; set; }

    /// <summary>Told of every change of a queue's row.</summary>
    public Action<string, QueueEpoch>? QueueChanged { get; set; }

    /// <summary>Told of every commit of permits.</summary>
    public Action<string, IReadOnlyList<LanePermits>>? PermitsSpent { get; set; }

    /// <summary>All rows, by sequence.</summary>
    public IEnumerable<JobRecord> Rows => _rows.Values.OrderBy(row => row.Seq);

    public bool AllEnded => _rows.Values.All(row => row.HasEnded);

    /// <summary>The table of who waits for whom.</summary>
    public DependencyRows Dependencies { get; } = new(plant);

    /// <summary>The table of steps.</summary>
    public KindRows Kinds { get; } = new();

    public StepRows Steps { get; } = new(plant);

    /// <summary>The table of batches.</summary>
    public BatchRows Batches { get; } = new(plant);

    public JobRecord? Find(Guid id) => _rows.GetValueOrDefault(id);

    public JobRecord? Read(Guid id) =>
        plant == Plant.ReadsStale && _plants.OneIn(10) ? _before.GetValueOrDefault(id) : Find(id);

    public QueueEpoch Queue(string name) => _queues.GetValueOrDefault(name, new QueueEpoch(0, new QueueSettings()));

    public JobCommit Write(JobWrite write, string? writer)
    {
        var row = Find(write.After.Id);
        if (plant != Plant.VersionsIgnored && (row?.Version, row?.Seq) != (write.Before?.Version, write.Before?.Seq))
            return new JobCommit(CommitOutcome.Conflict, 0);
        if (plant != Plant.EpochsIgnored && write.Epoch is { } epoch && Queue(write.After.Queue).Epoch != epoch)
            return new JobCommit(CommitOutcome.StaleEpoch, 0);
        if (row is null && IsFull(write.After)) return new JobCommit(CommitOutcome.QueueFull, 0);
        if (row is null && IsTaken(write.After)) return new JobCommit(CommitOutcome.DebounceTaken, 0);
        if (row is null && !Batches.HasRoom(write.After.Batch)) return new JobCommit(CommitOutcome.BatchClosed, 0);
        if (row is null && !Dependencies.Have(write.After)) return new JobCommit(CommitOutcome.DependencyGone, 0);
        if (plant == Plant.WritesLost && _plants.OneIn(40)) return new JobCommit(CommitOutcome.Committed, row?.Seq ?? ++_seq);

        var after = write.After with { Seq = row?.Seq ?? ++_seq };
        if (plant == Plant.DeadRise && after.HasEnded && row is { HasEnded: false } && _plants.OneIn(40))
            after = after with { Phase = JobPhase.Pending };
        if (plant == Plant.DebounceForgotten && after.DebounceUntil is not null && row is not null && _plants.OneIn(4))
            after = after with { Input = row.Input };
        if (plant == Plant.LeasesCut && after.LeaseUntil is not null) after = after with { LeaseUntil = after.StartedAt };
        _rows[after.Id] = after;
        Dependencies.Write(write);
        Steps.Write(write, after.Seq);
        Batches.CancelChildren(row, after);
        if (row is not null) _before[after.Id] = row;
        Tell(new Commit(row, after, write.Epoch, write.Log, writer, world.Elapsed) { Steps = write.Steps });
        return new JobCommit(CommitOutcome.Committed, after.Seq, BatchIsDue: Batches.Count(row, after));
    }

    public JobCommit Delete(JobRecord row, string? writer)
    {
        var stored = Find(row.Id);
        if ((stored?.Version, stored?.Seq) != (row.Version, row.Seq)) return new JobCommit(CommitOutcome.Conflict, 0);
        _rows.Remove(row.Id);
        Tell(new Commit(stored, null, null, [], writer, world.Elapsed));
        return new JobCommit(CommitOutcome.Committed, row.Seq);
    }

    /// <summary>Takes an epoch and changes the queue in the same transaction.</summary>
    public QueueEpoch Take(string queue, Func<QueueEpoch, QueueEpoch> change)
    {
        var row = Queue(queue);
        row = change(row) with { Epoch = row.Epoch + 1 };
        _queues[queue] = row;
        world.Note($"queue {queue} epoch {row.Epoch} {(row.Settings.Paused ? "paused" : "open")} limit {row.Settings.Concurrency} held {row.Hold.Until:O} {row.Hold.BreakerUntil:O}");
        QueueChanged?.Invoke(queue, row);
        return plant switch
        {
            Plant.PauseForgotten => row with { Settings = row.Settings with { Paused = false } },
            Plant.BreakerForgotten => row with { Hold = default },
            Plant.LanesForgotten => row with { Settings = row.Settings with { Lanes = null, Exceptions = [] } },
            Plant.ShareForgotten => row with { Settings = row.Settings with { Exceptions = [new NamedLane { Name = "b", Settings = new LaneSettings { Weight = 0 } }] } },
            _ => row,
        };
    }

    public bool SetBreaker(string queue, long epoch, DateTimeOffset? until)
    {
        if (Queue(queue).Epoch != epoch) return false;
        Take(queue, row => row.Break(until));
        return true;
    }

    public bool SetTrial(string queue, long epoch, Guid job)
    {
        var row = Queue(queue);
        if (row.Epoch != epoch) return false;
        _queues[queue] = row with { Hold = row.Hold with { Trial = job } };
        return true;
    }

    public IReadOnlyList<BatchMember> ReadUnfinished(Guid batch, long after, int limit) =>
        [.. Rows.Where(row => row.Batch == batch && row.Seq > after && !row.HasEnded).Take(limit).Select(row => new BatchMember(row.Seq, row.Id))];

    public QueueWindow ReadWindow(string queue, string? pool, DateTimeOffset now, int limit)
    {
        var due = Due(queue, pool, now);
        var next = _rows.Values.Where(row => row.Queue == queue && row.Pool == pool && row.Phase == JobPhase.Pending && row.RunAt > now).Min(row => (DateTimeOffset?)row.RunAt);
        return new QueueWindow([.. due.Take(limit).Select(JobEffects.EntryOf)], due.Count <= limit, next);
    }

    public IReadOnlyList<string> ListLanes(string queue, string? pool, string after, int limit) =>
    [
        .. _rows.Values.Where(row => row.Queue == queue && row.Pool == pool && row.Phase == JobPhase.Pending && row.Lane is not null)
            .Select(row => row.Lane!).Distinct().Where(lane => string.CompareOrdinal(lane, after) > 0)
            .Order(StringComparer.Ordinal).Take(limit),
    ];

    public IReadOnlyList<LaneWindow> ReadLanes(string queue, string? pool, IReadOnlyList<string> lanes, DateTimeOffset now, int limit)
    {
        return [.. lanes.Select(Read)];

        LaneWindow Read(string lane)
        {
            var due = Due(queue, pool, now).Where(row => (row.Lane ?? "") == lane).ToList();
            return new LaneWindow(lane, [.. due.Take(limit).Select(JobEffects.EntryOf)], due.Count <= limit);
        }
    }

    public IReadOnlyList<string> ListPools(string queue, string after, int limit) =>
    [
        .. _rows.Values.Where(row => row.Queue == queue && row.Phase == JobPhase.Pending && row.Pool is not null)
            .Select(row => row.Pool!).Distinct().Where(pool => string.CompareOrdinal(pool, after) > 0).Order(StringComparer.Ordinal).Take(limit),
    ];

    public Guid? FindDebounced(string tenant, string kind, string key) =>
        plant == Plant.DebounceDoubled && _plants.OneIn(4) ? null : _rows.Values.SingleOrDefault(row =>
        row is { DebounceUntil: not null, Phase: JobPhase.Pending, StartedAt: null } && (row.Tenant, row.Kind, row.DebounceKey) == (tenant, kind, key))?.Id;

    public IReadOnlyList<LanePermits> ReadPermits(string queue, DateTimeOffset now) =>
        [.. _permits.Where(permit => permit.Key.Queue == queue && permit.Value > now).Select(permit => new LanePermits(permit.Key.Lane, permit.Value))];

    public bool SpendPermits(string queue, long epoch, IReadOnlyList<LanePermits> permits)
    {
        if (Queue(queue).Epoch != epoch) return false;
        if (plant == Plant.PermitsForgotten) return true;
        foreach (var permit in permits) _permits[(queue, permit.Lane)] = permit.SpentUntil;
        PermitsSpent?.Invoke(queue, permits);
        return true;
    }

    public IReadOnlyList<RunningRow> ReadRunning(string queue) =>
    [
        .. _rows.Values.Where(row => row.Queue == queue && row.Phase == JobPhase.Running)
            .OrderBy(row => row.Id).Select(row => new RunningRow(row.Id, row.Owner!, row.OnProbation, row.Version, row.Lane, row.Cost, row.LeaseUntil)),
    ];

    public IReadOnlyList<string> QueuesWithWork() => plant == Plant.PingsMissing
        ? []
        : [.. _rows.Values.Where(row => !row.HasEnded).Select(row => row.Queue).Distinct().Order(StringComparer.Ordinal)];

    private List<JobRecord> Due(string queue, string? pool, DateTimeOffset now) =>
    [
        .. _rows.Values.Where(row => row.Queue == queue && row.Pool == pool && row.Phase == JobPhase.Pending && row.RunAt <= now)
            .OrderByDescending(row => row.Priority).ThenBy(row => row.RunAt).ThenBy(row => row.Seq),
    ];

    private bool IsFull(JobRecord job) =>
        job.Phase == JobPhase.Pending && Queue(job.Queue).Settings.MaxDepth is { } most
        && _rows.Values.Count(row => row.Queue == job.Queue && row.Phase == JobPhase.Pending) >= most;

    private bool IsTaken(JobRecord job) =>
        plant != Plant.DebounceDoubled && job.DebounceUntil is not null && FindDebounced(job.Tenant, job.Kind, job.DebounceKey!) is not null;

    private void Tell(Commit commit)
    {
        world.Note($"commit {commit}");
        Committed?.Invoke(commit);
    }
}

using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Tests.Support;

internal sealed partial class MemoryJobStore : IQueueQueries
{
    private readonly Dictionary<string, QueueEpoch> _queues = [];
    private readonly Dictionary<(string Queue, string Lane), DateTimeOffset> _permits = [];
    private readonly SemaphoreSlim _windowReads = new(0);
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Told of each write that is refused, one at a time.</summary>
    public Action<CommitOutcome>? Refused { get; set; }

    /// <summary>Asked before each change of a queue's row; what it throws is the store's answer, and nothing is written.</summary>
    public Func<Task>? BeforeEpoch { get; set; }

    /// <summary>
    /// Waits until queues have looked at their rows so many times again. When the third look begins, whatever an activation
    /// does in answer to the first has been done.
    /// </summary>
    public async Task WaitForReads(int count)
    {
        while (await _windowReads.WaitAsync(TimeSpan.Zero)) continue;
        for (var i = 0; i < count; i++)
        {
            if (!await _windowReads.WaitAsync(TimeSpan.FromSeconds(30))) throw new TimeoutException("No queue looks at its rows.");
        }
    }

    /// <summary>Waits until all jobs have ended; fails the test if nothing changes any more before.</summary>
    public Task WaitForEnds() => WaitFor(row => row.HasEnded);

    /// <summary>Waits until this is so of all jobs; fails the test if nothing changes any more before.</summary>
    public Task WaitFor(Func<JobRecord, bool> condition) => WaitUntil(() => _rows.Values.All(condition));

    /// <summary>Waits until this is so; fails the test if nothing changes any more before.</summary>
    public async Task WaitUntil(Func<bool> condition)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (condition()) return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    public Task<QueueEpoch> TakeEpoch(string queue) => Take(queue, row => row);

    public Task<QueueEpoch> ReplaceSettings(string queue, QueueSettings settings) => Take(queue, row => row.Replace(settings));

    public Task<QueueEpoch> SetPaused(string queue, bool paused) => Take(queue, row => row.Pause(paused));

    public Task<QueueEpoch> Hold(string queue, DateTimeOffset until) => Take(queue, row => row.HoldUntil(until));

    public Task<bool> SetBreaker(string queue, long epoch, DateTimeOffset? until) =>
        ChangeUnder(epoch, queue, row => row.Break(until) with { Epoch = epoch + 1 });

    public Task<bool> SetTrial(string queue, long epoch, Guid job) =>
        ChangeUnder(epoch, queue, row => row with { Hold = row.Hold with { Trial = job } });

    private async Task<bool> ChangeUnder(long epoch, string queue, Func<QueueEpoch, QueueEpoch> change)
    {
        if (BeforeEpoch is { } hook) await hook();
        lock (_lock)
        {
            var row = _queues.GetValueOrDefault(queue);
            if (row.Epoch != epoch) return false;
            _queues[queue] = change(row);
            return true;
        }
    }

    public Task<IReadOnlyList<string>> ListLanes(string queue, string? pool, string after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. _rows.Values
                .Where(row => row.Queue == queue && row.Pool == pool && row.Phase == JobPhase.Pending && row.Lane is not null).Select(row => row.Lane!).Distinct()
                .Where(lane => string.CompareOrdinal(lane, after) > 0).Order(StringComparer.Ordinal).Take(limit)]);
        }
    }

    public Task<IReadOnlyList<LaneWindow>> ReadLanes(
        string queue, string? pool, IReadOnlyList<string> lanes, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<LaneWindow>>([.. lanes.Select(lane =>
            {
                var due = Due(queue, pool, now).Where(row => (row.Lane ?? "") == lane).ToList();
                return new LaneWindow(lane, [.. due.Take(limit).Select(JobEffects.EntryOf)], due.Count <= limit);
            })]);
        }
    }

    public Task<IReadOnlyList<string>> ListPools(string queue, string after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. _rows.Values
                .Where(row => row.Queue == queue && row.Phase == JobPhase.Pending && row.Pool is not null).Select(row => row.Pool!).Distinct()
                .Where(pool => string.CompareOrdinal(pool, after) > 0).Order(StringComparer.Ordinal).Take(limit)]);
        }
    }

    public Task<IReadOnlyList<LanePermits>> ReadPermits(string queue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<LanePermits>>([.. _permits.Where(permit => permit.Key.Queue == queue && permit.Value > now)
                .Select(permit => new LanePermits(permit.Key.Lane, permit.Value))]);
        }
    }

    public Task<bool> SpendPermits(string queue, long epoch, IReadOnlyList<LanePermits> permits, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_queues.GetValueOrDefault(queue).Epoch != epoch) return Task.FromResult(false);
            foreach (var permit in permits) _permits[(queue, permit.Lane)] = permit.SpentUntil;
            return Task.FromResult(true);
        }
    }

    public async Task<long> ReadEpoch(string queue, CancellationToken cancellationToken)
    {
        if (BeforeRead is { } hook) await hook();
        lock (_lock) return _queues.GetValueOrDefault(queue).Epoch;
    }

    /// <summary>What holds the queue, as stored.</summary>
    public StoredHold HoldOf(string queue)
    {
        lock (_lock) return _queues.GetValueOrDefault(queue).Hold;
    }

    public async Task<QueueRow?> ReadQueue(string queue, CancellationToken cancellationToken)
    {
        if (BeforeRead is { } hook) await hook();
        lock (_lock) return _queues.TryGetValue(queue, out var row) ? new QueueRow(queue, row.Settings, row.Hold) : null;
    }

    public Task<IReadOnlyList<QueueRow>> ListQueues(string after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<QueueRow>>([.. _queues
                .Where(queue => string.CompareOrdinal(queue.Key, after) > 0)
                .OrderBy(queue => queue.Key, StringComparer.Ordinal).Take(limit)
                .Select(queue => new QueueRow(queue.Key, queue.Value.Settings, queue.Value.Hold))]);
        }
    }

    public Task<LaneLoads> ReadLanes(string queue, string after, int limit, bool? busy, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This read is tested against the real store.");

    public async Task<QueueLoad> ReadLoad(string queue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var counts = await CountJobs(null, queue, now, cancellationToken);
        lock (_lock)
        {
            var due = _rows.Values.Where(row => row.Queue == queue && row.Phase == JobPhase.Pending && row.RunAt <= now);
            var ended = _rows.Values.Count(row => row.Queue == queue && row.EndedAt > now - QueueLoad.Span);
            return new QueueLoad(counts, due.Min(row => (DateTimeOffset?)row.RunAt), ended);
        }
    }

    public Task<JobCounts> CountJobs(string? kind, string? queue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var states = _rows.Values.Where(row => (kind is null || row.Kind == kind) && (queue is null || row.Queue == queue))
                .CountBy(row => row.At(now).State).ToDictionary();
            return Task.FromResult(new JobCounts
            {
                Scheduled = states.GetValueOrDefault(JobState.Scheduled),
                Queued = states.GetValueOrDefault(JobState.Queued),
                Running = states.GetValueOrDefault(JobState.Running),
                Succeeded = states.GetValueOrDefault(JobState.Succeeded),
                Failed = states.GetValueOrDefault(JobState.Failed),
                Cancelled = states.GetValueOrDefault(JobState.Cancelled),
            });
        }
    }

    public async Task<QueueLine> ReadLine(string queue, QueueEntry entry, bool ofLane, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var load = await ReadLoad(queue, now, cancellationToken);
        lock (_lock)
        {
            var ahead = Due(queue, entry.Pool, now).TakeWhile(row => row.Id != entry.JobId).Count(row => !ofLane || row.Lane == entry.Lane);
            return new QueueLine(ahead, load.Finished);
        }
    }

    public Task<bool> HasWorkNow(DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_rows.Values.Any(row => row.Phase == JobPhase.Running
                || (row.Phase == JobPhase.Pending && row.RunAt <= now && !(_queues.TryGetValue(row.Queue, out var queue)
                    && (queue.Settings.Paused || queue.Hold.Until > now || queue.Hold.BreakerUntil > now)))));
        }
    }

    private List<JobRecord> Due(string queue, string? pool, DateTimeOffset now) =>
        [.. _rows.Values.Where(row => row.Queue == queue && row.Pool == pool && row.Phase == JobPhase.Pending && row.RunAt <= now)
            .OrderByDescending(row => row.Priority).ThenBy(row => row.RunAt).ThenBy(row => row.Seq)];

    private bool IsFull(JobRecord job) =>
        job.Phase == JobPhase.Pending && _queues.GetValueOrDefault(job.Queue).Settings is { MaxDepth: { } most }
        && _rows.Values.Count(row => row.Queue == job.Queue && row.Phase == JobPhase.Pending) >= most;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<QueueEpoch> Take(string queue, Func<QueueEpoch, QueueEpoch> change)
    {
        if (BeforeEpoch is { } hook) await hook();
        lock (_lock)
        {
            var row = _queues.GetValueOrDefault(queue, new QueueEpoch(0, new QueueSettings()));
            return _queues[queue] = change(row) with { Epoch = row.Epoch + 1 };
        }
    }
}

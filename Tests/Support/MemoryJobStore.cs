using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Tests.Support;

/// <summary>A job table in memory, with the same rules as the real one, whose faults a test chooses.</summary>
internal sealed partial class MemoryJobStore : IJobStore, IDependencyStore, IStepStore, IQueueStore, IJobQueries, IRetentionStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, JobRecord> _rows = [];
    private readonly List<(Guid Job, JobLogLine Line)> _log = [];
    private readonly DependencyRows _dependencies = new(Plant.None);
    private readonly StepRows _steps = new(Plant.None);
    private readonly BatchRows _batches = new(Plant.None);
    private long _seq;
    private long _number;

    /// <summary>Asked before each write; what it throws is the store's answer, and nothing is written.</summary>
    public Func<JobWrite, Task>? BeforeWrite { get; set; }

    /// <summary>Lets the first writes fail of those that are meant.</summary>
    /// <returns>How many of those have come by now.</returns>
    public Func<int> RefuseFirst(int count, Func<JobWrite, bool> isMeant)
    {
        var seen = 0;
        BeforeWrite = write => isMeant(write) && Interlocked.Increment(ref seen) <= count
            ? throw new StoreException("away", outcomeUnknown: false)
            : Task.CompletedTask;
        return () => Volatile.Read(ref seen);
    }

    /// <summary>Asked after each write that was committed; what it throws is the answer all the same: an answer lost.</summary>
    public Func<JobWrite, Task>? AfterWrite { get; set; }

    /// <summary>As <see cref="BeforeWrite"/>, of deletions.</summary>
    public Func<Task>? BeforeDelete { get; set; }

    /// <summary>As <see cref="AfterWrite"/>, of deletions.</summary>
    public Func<Task>? AfterDelete { get; set; }

    /// <summary>Asked before each read.</summary>
    public Func<Task>? BeforeRead { get; set; }

    /// <summary>Every committed change, in order.</summary>
    public List<JobWrite> Commits { get; } = [];

    public IReadOnlyList<JobRecord> Rows
    {
        get
        {
            lock (_lock) return [.. _rows.Values.OrderBy(row => row.Seq)];
        }
    }

    public IReadOnlyList<string> LogOf(Guid job)
    {
        lock (_lock) return [.. _log.Where(entry => entry.Job == job).Select(entry => entry.Line.Text)];
    }

    /// <summary>Puts a row there, as a process that is gone may have left it.</summary>
    public void Put(JobRecord row)
    {
        lock (_lock) _rows[row.Id] = row with { Seq = ++_seq };
    }

    public async ValueTask<JobRecord?> Read(Guid id, CancellationToken cancellationToken)
    {
        if (BeforeRead is { } hook) await hook();
        lock (_lock) return _rows.GetValueOrDefault(id);
    }

    public async Task<JobCommit> Write(JobWrite write)
    {
        if (BeforeWrite is { } before) await before(write);
        var commit = Commit(write);
        if (commit.Outcome == CommitOutcome.Committed && AfterWrite is { } after) await after(write);
        return commit;
    }

    public async Task<JobCommit> Delete(JobRecord row)
    {
        if (BeforeDelete is { } hook) await hook();
        lock (_lock)
        {
            if (_rows.GetValueOrDefault(row.Id)?.Version != row.Version) return new JobCommit(CommitOutcome.Conflict, 0);
            _rows.Remove(row.Id);
            _log.RemoveAll(entry => entry.Job == row.Id);
        }

        if (AfterDelete is { } after) await after();
        return new JobCommit(CommitOutcome.Committed, row.Seq);
    }

    public async Task<IReadOnlyList<Dependency>> ReadEnded(Guid parent, Guid after, int limit, CancellationToken cancellationToken)
    {
        if (BeforeRead is { } hook) await hook();
        lock (_lock) return _dependencies.ReadEnded(parent, after, limit);
    }

    public Task<IReadOnlyList<Dependency>> ReadEnded(int limit, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_dependencies.ReadEnded(limit));
    }

    public async Task<IReadOnlyList<JobStep>> ReadSteps(JobRecord job, CancellationToken cancellationToken)
    {
        if (BeforeRead is { } hook) await hook();
        lock (_lock) return _steps.Read(job);
    }

    public Task<IReadOnlyList<JobStep>> ListSteps(JobRecord job, string after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_steps.List(job, after, limit));
    }

    public Task Drop(Guid parent, Guid child)
    {
        lock (_lock) return Task.FromResult(_dependencies.Drop(parent, child));
    }

    public async Task<QueueWindow> ReadWindow(string queue, string? pool, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        if (BeforeRead is { } hook) await hook();
        if (pool is null) _windowReads.Release();
        lock (_lock)
        {
            var due = Due(queue, pool, now);
            var next = _rows.Values.Where(row => row.Queue == queue && row.Pool == pool && row.Phase == JobPhase.Pending && row.RunAt > now).Min(row => (DateTimeOffset?)row.RunAt);
            return new QueueWindow([.. due.Take(limit).Select(JobEffects.EntryOf)], due.Count <= limit, next);
        }
    }

    public async Task<IReadOnlyList<RunningRow>> ReadRunning(string queue, CancellationToken cancellationToken)
    {
        if (BeforeRead is { } hook) await hook();
        lock (_lock)
        {
            return [.. _rows.Values.Where(row => row.Queue == queue && row.Phase == JobPhase.Running)
                .OrderBy(row => row.Id).Select(row => new RunningRow(row.Id, row.Owner!, row.OnProbation, row.Version, row.Lane, row.Cost, row.LeaseUntil))];
        }
    }

    public Task<IReadOnlyList<string>> QueuesWithWork(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>(
                [.. _rows.Values.Where(row => !row.HasEnded).Select(row => row.Queue).Distinct().Order(StringComparer.Ordinal)]);
        }
    }

    public Task<IReadOnlyList<JobRecord>> List(JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<JobRecord>>([.. _rows.Values
                .Where(row => filter.Kind is null || row.Kind == filter.Kind)
                .Where(row => filter.Queue is null || row.Queue == filter.Queue)
                .Where(row => filter.State is null || row.At(now).State == filter.State)
                .Where(row => filter.Before is null || row.Seq < filter.Before)
                .OrderByDescending(row => row.Seq).Take(filter.Limit)]);
        }
    }

    public Task<JobSearch> Search(JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var text = filter.Text?.Replace("-", "", StringComparison.Ordinal);
            var isKind = _rows.Values.Any(row => row.Kind == filter.Text);
            var found = _rows.Values
                .Where(row => filter.Kind is null || row.Kind == filter.Kind)
                .Where(row => filter.Queue is null || row.Queue == filter.Queue)
                .Where(row => filter.State is null || row.At(now).State == filter.State)
                .Where(row => filter.Tag is null || row.Tags.Contains(filter.Tag))
                .Where(row => filter.Lane is null || row.Lane == filter.Lane)
                .Where(row => filter.Schedule is null || row.Schedule == filter.Schedule)
                .Where(row => filter.Batch is null || row.Batch == filter.Batch)
                .Where(row => filter.ReplayOf is null || row.ReplayOf == filter.ReplayOf)
                .Where(row => filter.Tenant is null || row.Tenant == filter.Tenant)
                .Where(row => filter.CreatedFrom is null || row.CreatedAt >= filter.CreatedFrom)
                .Where(row => filter.CreatedTo is null || row.CreatedAt < filter.CreatedTo)
                .Where(row => text is null
                    || (text.Length >= 8 && text.All(char.IsAsciiHexDigit) ? $"{row.Id:N}".StartsWith(text, StringComparison.OrdinalIgnoreCase)
                    : isKind ? row.Kind == filter.Text : row.Tags.Contains(filter.Text!)));
            var page = (filter.OldestFirst ? found.OrderBy(row => row.Seq) : found.OrderByDescending(row => row.Seq))
                .Where(row => filter.Before is null || (filter.OldestFirst ? row.Seq > filter.Before : row.Seq < filter.Before)).ToList();
            return Task.FromResult(new JobSearch([.. page.Take(filter.Limit)], page.Count > filter.Limit ? page[filter.Limit - 1].Seq : null));
        }
    }

    public async Task<JobCount> Count(JobFilter filter, DateTimeOffset now, int looked, CancellationToken cancellationToken) =>
        new() { Count = (await Search(filter with { Limit = int.MaxValue }, now, cancellationToken)).Rows.Count };

    public Task<IReadOnlyList<JobLogLine>?> ReadLog(JobLogFilter filter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_rows.ContainsKey(filter.JobId)) return Task.FromResult<IReadOnlyList<JobLogLine>?>(null);
            return Task.FromResult<IReadOnlyList<JobLogLine>?>([.. _log
                .Where(entry => entry.Job == filter.JobId && (filter.Attempt is null || entry.Line.Attempt == filter.Attempt))
                .Select(entry => entry.Line)
                .Where(line => (line.Attempt, line.Number).CompareTo((filter.After.Attempt, filter.After.Number)) > 0)
                .OrderBy(line => (line.Attempt, line.Number)).Take(filter.Limit)]);
        }
    }

    public async Task<Guid?> FindDebounced(string tenant, string kind, string key, CancellationToken cancellationToken)
    {
        if (BeforeRead is { } hook) await hook();
        lock (_lock) return Debounced(tenant, kind, key);
    }

    public async Task<JobRecord?> ReadNumbered(long number, CancellationToken cancellationToken)
    {
        if (BeforeRead is { } hook) await hook();
        lock (_lock) return _rows.Values.SingleOrDefault(row => row.Number == number);
    }

    public Task<IReadOnlyList<NumberedJob>> ListNumbered(long after, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<NumberedJob>>([.. _rows.Values.Where(row => row.Number > after)
                .OrderBy(row => row.Number).Take(limit)
                .Select(row => new NumberedJob { Number = row.Number!.Value, State = row.At(now).State })]);
        }
    }

    public Task<long> CountUnfinishedNumbered(CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_rows.Values.LongCount(row => row.Number is not null && !row.HasEnded));
    }

    public Task<int> Expire(DateTimeOffset now, RowTimes keep, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    private JobCommit Commit(JobWrite write)
    {
        lock (_lock)
        {
            var row = _rows.GetValueOrDefault(write.After.Id);
            if (row?.Version != write.Before?.Version) return Refuse(CommitOutcome.Conflict);
            if (write.Epoch is { } epoch && _queues.GetValueOrDefault(write.After.Queue).Epoch != epoch)
                return Refuse(CommitOutcome.StaleEpoch);
            if (row is null && IsFull(write.After)) return Refuse(CommitOutcome.QueueFull);
            if (row is null && write.After is { DebounceUntil: not null } debounced && Debounced(debounced.Tenant, debounced.Kind, debounced.DebounceKey!) is not null)
                return Refuse(CommitOutcome.DebounceTaken);
            if (row is null && !_batches.HasRoom(write.After.Batch)) return Refuse(CommitOutcome.BatchClosed);
            if (row is null && !_dependencies.Have(write.After)) return Refuse(CommitOutcome.DependencyGone);
            var number = write.After.Number == 0 ? ++_number : write.After.Number;
            var after = write.After with { Seq = row?.Seq ?? ++_seq, Number = number };
            _rows[after.Id] = after;
            _dependencies.Write(write);
            _steps.Write(write, after.Seq);
            _batches.CancelChildren(row, after);
            var batchIsDue = _batches.Count(row, after);
            _log.AddRange(write.Log.Select(line => (after.Id, line)));
            Commits.Add(write with { After = after });
            Signal();
            return new JobCommit(CommitOutcome.Committed, after.Seq, after.Number, batchIsDue);
        }
    }

    private Guid? Debounced(string tenant, string kind, string key) => _rows.Values.SingleOrDefault(row =>
        row is { DebounceUntil: not null, Phase: JobPhase.Pending, StartedAt: null } && (row.Tenant, row.Kind, row.DebounceKey) == (tenant, kind, key))?.Id;

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }

    private JobCommit Refuse(CommitOutcome outcome)
    {
        Refused?.Invoke(outcome);
        return new JobCommit(outcome, 0);
    }
}

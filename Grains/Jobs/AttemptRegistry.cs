namespace OrleansJobs.Grains.Jobs;

/// <summary>The attempts that run in this process, in order of their start.</summary>
public sealed class AttemptRegistry(IAttemptExecutor executor)
{
    private readonly SortedList<long, Attempt> _running = [];
    private readonly Dictionary<Guid, long> _numbers = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource? _empty;
    private long _last;

    /// <summary>How many attempts run here.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _running.Count;
        }
    }

    /// <summary>Enters the attempt whose start was just committed.</summary>
    public Attempt Begin(JobRecord job)
    {
        var attempt = new Attempt(job, executor);
        lock (_lock)
        {
            _numbers.Add(attempt.Token, ++_last);
            _running.Add(_last, attempt);
        }

        return attempt;
    }

    /// <summary>Removes an attempt whose end is recorded, or void.</summary>
    public void End(Attempt attempt)
    {
        attempt.End();
        lock (_lock)
        {
            if (_numbers.Remove(attempt.Token, out var number)) _running.Remove(number);
            if (_running.Count == 0) _empty?.TrySetResult();
        }
    }

    /// <summary>The running attempt with this token, or null.</summary>
    public Attempt? Find(Guid token)
    {
        lock (_lock) return _numbers.TryGetValue(token, out var number) ? _running[number] : null;
    }

    /// <summary>All running attempts, oldest first.</summary>
    public IReadOnlyList<Attempt> All()
    {
        lock (_lock) return [.. _running.Values];
    }

    /// <summary>Completes when no attempt runs here.</summary>
    public Task WhenEmpty()
    {
        lock (_lock)
        {
            if (_running.Count == 0) return Task.CompletedTask;
            if (_empty is null or { Task.IsCompleted: true })
                _empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }
}

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// Tokens that are cancelled after a time, the same for all of one kind: they stand in a queue in order of their end,
/// which a sweep looks at, so that a beginning or ending activation costs no timer.
/// </summary>
internal sealed class Patience(SiloClock clock, TimeSpan time)
{
    private readonly LinkedList<PatienceEnd> _queue = new();

    /// <param name="token">Ends it early.</param>
    public PatienceEnd Begin(CancellationToken token = default)
    {
        var end = new PatienceEnd(clock.After(time));
        if (token.CanBeCanceled)
            token.UnsafeRegister(static end => ((PatienceEnd)end!).Cancel(), end);
        lock (_queue)
            _queue.AddLast(end.Node);
        return end;
    }

    public void End(PatienceEnd end)
    {
        lock (_queue)
            Remove(end);
    }

    public void EndThoseDue(long now)
    {
        while (TakeDue(now) is { } end)
            end.Cancel();
    }

    private PatienceEnd? TakeDue(long now)
    {
        lock (_queue)
        {
            if (_queue.First?.Value is not { } first || first.Due > now)
                return null;
            Remove(first);
            return first;
        }
    }

    private void Remove(PatienceEnd end)
    {
        if (end.Node.List == _queue)
            _queue.Remove(end.Node);
    }
}

namespace OrleansJobs.Grains.Jobs;

/// <summary>The callers who wait for a job's end. Used from the turns of one activation only.</summary>
internal sealed class JobWaiters(TimeProvider time)
{
    private TaskCompletionSource? _end;

    /// <summary>Whether anybody waits, or has waited since the job's last end.</summary>
    public bool Any => _end is not null;

    /// <summary>Completes at the job's end or after <paramref name="wait"/>, whichever comes first.</summary>
    /// <returns>Whether this activation told of the job's end meanwhile.</returns>
    public async Task<bool> Wait(TimeSpan wait)
    {
        _end ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _end.Task.InTurn().WaitAsync(Clock.WholeMilliseconds(wait), time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Tells all who wait.</summary>
    public void Ended()
    {
        _end?.SetResult();
        _end = null;
    }
}

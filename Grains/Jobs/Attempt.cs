namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// An attempt that runs in this process. It has a cancellation of its own, as a grain's timer token fires only after the
/// grain has waited for the timer: too late to stop anything.
/// </summary>
/// <remarks>
/// Running -> told to stop (the token fires) -> abandoned (nobody waits for the code any more). A void or timed-out
/// attempt is abandoned at once; an interrupted one when the host's patience ends.
/// </remarks>
// CA1001: the source has no timer and no handle to free, and code that outlives its attempt may still ask its token.
#pragma warning disable CA1001
public sealed class Attempt
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly IAttemptExecutor _executor;

    internal Attempt(JobRecord job, IAttemptExecutor executor)
    {
        Job = job;
        Token = job.Token ?? throw new ArgumentException("The job is not running.", nameof(job));
        _executor = executor;
    }

    /// <summary>The job as its start was committed.</summary>
    public JobRecord Job { get; }

    /// <summary>The fencing token.</summary>
    public Guid Token { get; }

    /// <summary>Fires when the handler shall stop.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Completes when nobody waits for the handler any more.</summary>
    public Task Abandoned => _abandoned.Task;

    /// <summary>Why it was told to stop; null if it was not.</summary>
    public StopReason? Reason { get; private set; }

    /// <summary>Whether it has come to its end, so that there is nothing left to stop.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Tells the handler to stop. The first reason holds, but for <see cref="StopReason.Voided"/>, which beats all others.</summary>
    public void Stop(StopReason reason)
    {
        lock (_lock)
        {
            if (HasEnded || (Reason is not null && reason != StopReason.Voided)) return;
            Reason = reason;
        }

        // Callbacks of the token are foreign code: they run where the handler does.
        _ = _executor.Run(Cancel, cpuBound: false);
        if (reason != StopReason.Interrupted) Abandon();
    }

    /// <summary>Ends the wait for the handler.</summary>
    public void Abandon() => _abandoned.TrySetResult();

    internal void End()
    {
        lock (_lock) HasEnded = true;
    }

    private Task<bool> Cancel()
    {
        _stopping.Cancel();
        return Task.FromResult(true);
    }
}

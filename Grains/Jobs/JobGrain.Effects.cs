using System.Collections.Immutable;
using OrleansJobs.Batches;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Jobs;

/// <summary>What a job's grain does after a commit: runs and stops attempts, tells the queue and those who wait, lets itself go.</summary>
internal sealed partial class JobGrain
{
    private void OnCommitted(JobRecord? before, JobRecord after, ImmutableArray<JobLogLine> log, bool batchIsDue)
    {
        _engine.Metrics.Committed(before, after);
        _engine.Watch.Committed(before, after, log);
        var effects = JobEffects.Between(before, after);
        if (effects.Stop is { } voided) _engine.Attempts.Find(voided)?.Stop(StopReason.Voided);
        if (effects.Run is not null) Run(_engine.Attempts.Begin(after));

        TellQueue(before, after, effects);
        if (effects.Ended) _waiters.Ended();
        if (effects.TellChildren) _ = TellChildren();
        if (batchIsDue) _ = GrainFactory.GetGrain<IBatchGrain>(after.Batch!.Value).Ping();
    }

    /// <summary>A job that goes back to its queue is in line there by the message that frees its slot, and so keeps its place.</summary>
    private void TellQueue(JobRecord? before, JobRecord after, JobEffects effects)
    {
        var entry = effects.Enqueue;
        var release = effects.Release ? new SlotRelease { JobId = Id, Version = after.Version, Attempt = before!.Token, Failed = effects.Failed } : null;
        if (entry is not null && release is not null && before!.Queue == after.Queue)
        {
            _ = Link(after.Queue).Returned(entry, release);
            return;
        }

        if (entry is not null) _ = Link(after.Queue).Enqueued(entry);
        if (release is not null) _ = Link(before!.Queue).Released(release);
    }

    /// <summary>What was started and has not begun to run here goes back to its queue.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isOver = true;
        foreach (var attempt in _toRun) await GiveBack(attempt).WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Runs the attempt from a timer, so that no call waits for it and reads and cancels come in between. An activation that
    /// is over runs no timer: a start that took longer than its caller waited goes back to the queue.
    /// </summary>
    private void Run(Attempt attempt)
    {
        _mayGo = false;
        if (_isOver)
        {
            _ = GiveBack(attempt);
            return;
        }

        var options = new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true };
        IGrainTimer? timer = null;
        _toRun.Add(attempt);
        timer = this.RegisterGrainTimer(async () =>
        {
            _toRun.Remove(attempt);
            await Run(attempt, this.AsReference<IJobGrain>());
            timer!.Dispose();
        }, options);
    }

    private async Task GiveBack(Attempt attempt)
    {
        await _ledger.Apply(new JobEvent.Interrupted(attempt.Token, null));
        _engine.Probation.Leave(Id);
        _engine.Attempts.End(attempt);
    }

    private async Task Run(Attempt attempt, IJobGrain self)
    {
        var ended = await _engine.Runner.Run(attempt, self, GrainFactory);
        attempt.End();
        if (ended is not null) await _ledger.Apply(ended);
        _engine.Probation.Leave(Id);
        _engine.Attempts.End(attempt);
        if (_ledger.Committed?.HasEnded == true) LetGo();
    }

    /// <summary>
    /// A job that waits, or has ended, needs no activation. Once for each start and end only, not for each call: calls that
    /// come meanwhile are sent on, which no call survives often. Those who wait here for the end would hold all others up. So would an
    /// attempt that begins to run here: what it reports would wait for its own end.
    /// </summary>
    private void LetGo()
    {
        _mayGo = true;
        GoIfUnused();
    }

    private void GoIfUnused()
    {
        if (_mayGo && _starts == 0 && !RunsHere && !_waiters.Any) DeactivateOnIdle();
    }

    /// <summary>Keeps the activation while an attempt may begin here: also when the caller has given up.</summary>
    private async Task<T> Starting<T>(Func<Task<T>> start)
    {
        _starts++;
        try
        {
            return await start();
        }
        finally
        {
            _starts--;
            GoIfUnused();
        }
    }

    /// <summary>
    /// Says that the start allowed under this epoch to this version of the row (0: to none yet) does not happen; or not now, and
    /// its message may come again.
    /// </summary>
    private void GiveBack(string queue, long epoch, long version, bool mayYetCome = false) =>
        _ = Link(queue).Released(new SlotRelease { JobId = Id, Epoch = epoch, Version = version, MayYetCome = mayYetCome });

    private IQueueLinkGrain Link(string queue) => GrainFactory.GetGrain<IQueueLinkGrain>(queue);
}

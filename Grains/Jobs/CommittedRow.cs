using Microsoft.Extensions.Logging;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// A job's row as last known to be on disk. A write whose answer is lost is looked up by reading. Used from the turns of one
/// activation only.
/// </summary>
internal sealed partial class CommittedRow(Guid id, IJobStore store, TimeProvider time, ILogger logger)
{
    private int _commits;

    /// <summary>The row as last known to be on disk; null if there is none, or if nothing is known yet.</summary>
    public JobRecord? Value { get; private set; }

    /// <summary>Whether <see cref="Value"/> was what the store had when it was asked last.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The row, read if it is not known yet, or if only an older version is known than there is.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public async Task<JobRecord?> Read(long atLeast = 0)
    {
        if (!IsKnown || (Value?.Version ?? 0) < atLeast) await Load();
        return Value;
    }

    /// <summary>The row as it is now: another activation of this job may have changed it.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public async Task<JobRecord?> ReadAgain()
    {
        await Load();
        return Value;
    }

    /// <summary>What is known may not hold any more, as the store failed.</summary>
    public void Forget(Exception error)
    {
        // In an outage every job that runs comes here; the store has logged its own failure, with the stack, once. Of jobs that an
        // overloaded store refuses there may be many more.
        if (!StoreException.IsOverload(error)) LogStoreFailed(id, error.Message, error is StoreException ? null : error);
        IsKnown = false;
    }

    /// <summary>Writes the row.</summary>
    /// <param name="write">The write.</param>
    /// <param name="starts">Whether it begins an attempt: then it is looked up until the store answers.</param>
    /// <exception cref="StoreException">The store failed; see its OutcomeUnknown.</exception>
    public async Task<JobCommit> Write(JobWrite write, bool starts)
    {
        try
        {
            var commit = await store.Write(write);
            if (commit.Outcome == CommitOutcome.Committed) Committed(write.After with { Seq = commit.Seq, Number = commit.Number });
            return commit;
        }
        catch (StoreException lost) when (lost.OutcomeUnknown)
        {
            await LookUp(lost, untilKnown: starts);
            if (Value is not { } row || !Shows(row, write, starts)) return new JobCommit(CommitOutcome.Conflict, 0);
            Committed(row);
            return new JobCommit(CommitOutcome.Committed, row.Seq, row.Number);
        }
    }

    /// <summary>Deletes the row.</summary>
    /// <exception cref="StoreException">The store failed; see its OutcomeUnknown.</exception>
    public async Task<CommitOutcome> Delete(JobRecord row)
    {
        try
        {
            var outcome = (await store.Delete(row)).Outcome;
            if (outcome == CommitOutcome.Committed) Committed(null);
            return outcome;
        }
        catch (StoreException lost) when (lost.OutcomeUnknown)
        {
            await LookUp(lost, untilKnown: false);
            if (Value is not null) return CommitOutcome.Conflict;
            Committed(null);
            return CommitOutcome.Committed;
        }
    }

    /// <summary>
    /// Another activation may have changed the row since. A start is still known by its token then, and only who wrote it can
    /// run it: taken for another one's, it would wait for this process to die.
    /// </summary>
    private static bool Shows(JobRecord row, JobWrite write, bool starts) =>
        row.Stamp == write.After.Stamp || (starts && row.Token == write.After.Token);

    private void Committed(JobRecord? row)
    {
        Value = row;
        IsKnown = true;
        _commits++;
    }

    private async Task LookUp(StoreException lost, bool untilKnown)
    {
        Forget(lost);
        for (var pause = StorePause.First; ; pause = StorePause.After(pause))
        {
            try
            {
                await Load();
                return;
            }
            catch (StoreException)
            {
                if (!untilKnown) throw lost; // That the read failed tells nothing of the write.
                await Task.Delay(pause, time);
            }
        }
    }

    private async Task Load()
    {
        var commits = _commits;
        var row = await store.Read(id, CancellationToken.None);

        // What was committed while the read was under way is newer than what it brings.
        if (commits != _commits) return;
        Value = row;
        IsKnown = true;
    }

    [LoggerMessage(10, LogLevel.Warning, "Job {JobId}: the store failed; what must be recorded is tried again: {Reason}")]
    private partial void LogStoreFailed(Guid jobId, string reason, Exception? error);
}

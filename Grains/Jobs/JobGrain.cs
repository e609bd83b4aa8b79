using Microsoft.Extensions.Logging;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// One job: the only writer of its row, and the one that runs its attempts. <see cref="JobMachine"/> decides,
/// <see cref="JobLedger"/> writes, <see cref="JobEffects"/> tells what to do after each commit; this is the shell.
/// </summary>
/// <remarks>
/// Messages to the queue are hints and never waited for, but for the reservation before a submit; the queue never waits for
/// this grain. A crash between a commit and its effects costs at most a second: the queue compares itself with the rows.
/// </remarks>
internal sealed partial class JobGrain : Grain, IJobGrain
{
    // No grain call takes longer (ENGINE: calls are short); what takes longer is asked for again.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    // How long an activation believes what it knows of the row: while silos come and go there may be another one, that writes.
    private static readonly TimeSpan LongestTrust = TimeSpan.FromSeconds(1);

    private readonly JobEngine _engine;
    private readonly ILogger _logger;
    private readonly JobLedger _ledger;
    private readonly JobWaiters _waiters;
    private readonly List<Attempt> _toRun = [];
    private bool _isOver;
    private int _starts;
    private bool _mayGo;

    public JobGrain(JobEngine engine)
    {
        _engine = engine;
        _logger = engine.Logger;
        _waiters = new JobWaiters(engine.Time);
        _ledger = new JobLedger(Id, engine.Store, engine.Time, engine.Ids, engine.Rules.For, OnCommitted, engine.Logger);
    }

    private Guid Id => this.GetPrimaryKey();

    public async Task<SubmitResult> Submit(JobSpec spec)
    {
        try
        {
            await _engine.Know(spec.Kind);
            var errors = _engine.Check(spec);
            if (!errors.IsEmpty) return new SubmitResult.Invalid { Errors = errors };

            // Only a keyed id is likely to exist already; a fresh one is not worth a read.
            if ((spec.Keyed ? await _ledger.ReadAgain() : _ledger.Committed) is { } existing) return Compare(existing, spec);
            return await Starting(() => Create(spec)).WaitAsync(LongestCall, _engine.Time);
        }
        catch (Exception error) when (error is StoreException or TimeoutException)
        {
            // The store has said once that it refuses new jobs, which may be many.
            if (!StoreException.IsOverload(error)) LogUnavailable(Id, nameof(Submit), error);
            return SubmitResult.Unavailable.After(error);
        }
    }

    public async Task<SubmitResult?> Debounce(JobSpec spec)
    {
        try
        {
            await _engine.Know(spec.Kind);
            var errors = _engine.Check(spec);
            if (!errors.IsEmpty) return new SubmitResult.Invalid { Errors = errors };
            var debounced = new JobEvent.Debounced(Fresh(spec), spec.Debounce!.Keep);
            if (await _ledger.Apply(debounced).WaitAsync(LongestCall, _engine.Time) is not JobDecision.Change change) return null;
            return new SubmitResult.Existing { Job = (_ledger.Committed ?? change.After).At(_engine.Time.Now()) };
        }
        catch (Exception error) when (error is StoreException or TimeoutException)
        {
            LogUnavailable(Id, nameof(Debounce), error);
            return SubmitResult.Unavailable.After(error);
        }
    }

    public async Task<Job?> WaitForEnd(TimeSpan wait)
    {
        var began = _engine.Time.GetTimestamp();
        var longest = wait < LongestCall ? wait : LongestCall;

        // Whoever runs the job mostly sees its end within the wait: that needs no read.
        var job = RunsHere && Left() > TimeSpan.Zero ? _ledger.Committed : await _ledger.ReadAgain();
        while (job is { HasEnded: false } && Left() is var left && left > TimeSpan.Zero)
        {
            var ended = await _waiters.Wait(left < LongestTrust ? left : LongestTrust);
            job = ended ? _ledger.Committed : await _ledger.ReadAgain();
        }

        return job?.At(_engine.Time.Now());

        TimeSpan Left() => longest - _engine.Time.GetElapsedTime(began);
    }

    public async Task<ReportResult> Report(AttemptReport report)
    {
        try
        {
            var decision = await _ledger.Apply(new JobEvent.Reported(report)).WaitAsync(LongestCall, _engine.Time);
            return decision is JobDecision.Change ? ReportResult.Recorded : ReportResult.StaleToken;
        }
        catch (Exception error) when (error is StoreException or TimeoutException)
        {
            LogUnavailable(Id, nameof(Report), error);
            return ReportResult.Unavailable;
        }
    }

    public Task Start(string queue, long epoch, long version) => Starting(() => StartHere(queue, epoch, version));

    public Task Rescue(string queue, long epoch, long version) => Starting(() => RescueHere(queue, epoch, version));

    /// <returns>Whether the attempt began, here or elsewhere.</returns>
    private async Task<bool> StartHere(string queue, long epoch, long version)
    {
        var job = await _ledger.Read(version);
        if (job is null) return false;
        if (!_engine.Gate.IsOpen || (job.Suspect && !_engine.Probation.TryEnter(Id)))
        {
            GiveBack(queue, epoch, version, mayYetCome: true);
            return false;
        }

        var (decided, started) = (false, false);
        try
        {
            var decision = await _ledger.Apply(new JobEvent.Granted(queue, epoch, _engine.Ids.NewToken(), _engine.Owners.Self) { Version = version });
            decided = true;
            return started = Starts(decision) || _ledger.Committed?.Phase == JobPhase.Running;
        }
        finally
        {
            // It may run, but elsewhere.
            if (!RunsHere) _engine.Probation.Leave(Id);
            if (!started) GiveBack(queue, epoch, version, mayYetCome: !decided);
        }
    }

    /// <returns>Whether the job goes on here, or ends.</returns>
    private async Task<bool> RescueHere(string queue, long epoch, long version)
    {
        var job = await _ledger.Read(version);
        if (job is not { Owner: { } owner, LeaseUntil: null } || !_engine.Owners.IsDead(owner) || !_engine.Gate.IsOpen) return false;
        LogRescue(Id, job.Kind, job.AttemptNumber);
        return await _ledger.Apply(new JobEvent.OwnerDied(owner, queue, epoch, _engine.Ids.NewToken(), _engine.Owners.Self)) is JobDecision.Change;
    }

    private JobRecord Fresh(JobSpec spec) => JobRecords.Create(Id, spec, _engine.Kinds.Find(spec.Kind)!.Options, _engine.Time.Now());

    private bool RunsHere => _ledger.Committed?.Token is { } token && _engine.Attempts.Find(token) is not null;

    private static bool Starts(JobDecision decision) => decision is JobDecision.Change { After.Phase: JobPhase.Running };

    private SubmitResult Compare(JobRecord existing, JobSpec spec)
    {
        var job = existing.At(_engine.Time.Now());

        // An id without a key is its caller's own: he asks again because he had no answer.
        if (!spec.Keyed) return new SubmitResult.Accepted { Job = job };
        return existing.Fingerprint == JobFingerprint.Of(spec) ? new SubmitResult.Existing { Job = job } : new SubmitResult.KeyReused();
    }

    private async Task<SubmitResult> Create(JobSpec spec)
    {
        var job = Fresh(spec);
        if (!spec.After.IsEmpty) return await CreateChild(job, spec);
        var submitted = new JobEvent.Submitted(job);
        var attempt = _engine.Ids.NewToken();
        var decision = await Reserve(job, attempt) is { } epoch
            ? await CreateStarted(submitted, epoch, attempt)
            : await _ledger.Apply(submitted);
        return ResultOf(decision, spec);
    }

    private SubmitResult ResultOf(JobDecision decision, JobSpec spec)
    {
        if (decision is JobDecision.Refuse { Why: var why } && NotMade(why) is { } refused)
        {
            // There is no job, so nothing of it stays in memory: callers who are refused may be many.
            LetGo();
            return refused;
        }

        var stored = _ledger.Committed!;
        if (decision is not JobDecision.Change) return Compare(stored, spec);
        if (stored.Phase != JobPhase.Running) LetGo();
        return new SubmitResult.Accepted { Job = stored.At(_engine.Time.Now()) };
    }

    /// <summary>What a submit is answered that the store did not take; null of other refusals: then there is a job.</summary>
    private static SubmitResult? NotMade(JobRefusal why) => why switch
    {
        JobRefusal.QueueFull => new SubmitResult.QueueFull(),
        JobRefusal.DebounceTaken => new SubmitResult.DebounceTaken(),
        JobRefusal.BatchClosed => new SubmitResult.BatchClosed(),
        JobRefusal.DependencyGone => new SubmitResult.Unavailable { Unchanged = true },
        _ => null,
    };

    /// <summary>Submit and start in one commit. If it does not start after all, the slot goes back.</summary>
    private async Task<JobDecision> CreateStarted(JobEvent.Submitted submitted, long epoch, Guid attempt)
    {
        var started = false;
        try
        {
            var granted = new JobEvent.Granted(submitted.Job.Queue, epoch, attempt, _engine.Owners.Self);
            var decisions = await _ledger.Apply([submitted, granted]);
            started = Starts(decisions[1]);
            return decisions[0];
        }
        finally
        {
            // Another submit under the same key may have started it in the same slot.
            if (!started && _ledger.Committed?.Phase != JobPhase.Running) GiveBack(submitted.Job.Queue, epoch, version: 0);
        }
    }

    /// <summary>Asks for a slot, so that submit and start can be one commit. Any failure means: wait like the others.</summary>
    private async Task<long?> Reserve(JobRecord job, Guid attempt)
    {
        if (job.Pool is not null || job.RunAt > _engine.Time.Now() || !_engine.Gate.IsOpen) return null;
        try
        {
            return job is { Lane: null, Cost: 1 }
                ? await Link(job.Queue).Reserve(Id, attempt)
                : await Link(job.Queue).ReserveIn(Id, attempt, job.Lane, job.Cost);
        }
        catch (Exception error)
        {
            LogUnavailable(Id, nameof(Reserve), error);
            return null;
        }
    }

    [LoggerMessage(20, LogLevel.Warning, "Job {JobId}: {Call} was not recorded in time or at all")]
    private partial void LogUnavailable(Guid jobId, string call, Exception error);

    [LoggerMessage(21, LogLevel.Information, "Job {JobId} of kind {Kind}: the host of attempt {Attempt} is dead, the job goes on here")]
    private partial void LogRescue(Guid jobId, string kind, int attempt);
}

using Microsoft.Extensions.Logging;
using OrleansJobs.Jobs;
using OrleansJobs.Workers;

namespace OrleansJobs.Grains.Jobs;

/// <summary>What workers outside do with a job: its queue keeps a slot for it as for any other, and the row names the worker and the end of its lease.</summary>
/// <remarks>Nothing runs here meanwhile: an activation that is collected loses nothing.</remarks>
internal sealed partial class JobGrain
{
    public Task<LeasedJob?> Lease(LeaseTerms terms) => Starting(() => LeaseHere(terms).WaitAsync(LongestCall, _engine.Time));

    public async Task<LeaseReply> Heartbeat(AttemptReport report)
    {
        if (report.Checkpoint is { } checkpoint && checkpoint.Utf8.Length > _engine.Limits.Checkpoint)
            return Invalid("checkpoint", $"is larger than {_engine.Limits.Checkpoint} bytes");
        var now = _engine.Time.Now();
        var limits = _engine.Limits;
        var cut = report with
        {
            Progress = report.Progress is { Message: { } message } progress ? progress with { Message = Text.Cut(message, limits.LogLine) } : report.Progress,
            Log = [.. report.Log.Select(line => line with { At = now, Text = Text.Cut(line.Text, limits.LogLine) })],
        };
        return await Record(report.Token, new JobEvent.Heartbeat(cut));
    }

    public async Task<LeaseReply> SaveStep(Guid token, JobStep step)
    {
        if (JobSteps.FaultOf(step.Name, _engine.Limits) is { } fault) return Invalid("name", fault);
        if (step.Value.Utf8.Length > _engine.Limits.Checkpoint) return Invalid("value", $"is larger than {_engine.Limits.Checkpoint} bytes");
        try
        {
            if (await StepsOf(token) is not { } known) return Stale(token);
            if (known.TryGetValue(step.Name, out var stored)) return Recorded(stored);
            if (known.Count >= _engine.Limits.Steps) return Invalid("name", $"is one more than the {_engine.Limits.Steps} steps that a job may have");
            var reply = await Record(token, new JobEvent.Reported(new AttemptReport { Token = token, Step = step }));
            return reply.Result == ReportResult.Recorded ? Recorded((await StepsOf(token))?.GetValueOrDefault(step.Name) ?? step.Value) : reply;
        }
        catch (StoreException error)
        {
            LogUnavailable(Id, nameof(SaveStep), error);
            return new LeaseReply { Result = ReportResult.Unavailable };
        }
    }

    public async Task<LeaseReply> EndLease(Guid token, LeaseEnd end)
    {
        var reply = await Record(token, EventOf(token, end));
        if (_ledger.Committed?.LeaseUntil is null) LetGo();
        return reply;
    }

    public async Task LeaseOver(long version)
    {
        if (await _ledger.Read(version) is { LeaseUntil: { } until, Token: { } token } job && until <= _engine.Time.Now()
            && await _ledger.Apply(new JobEvent.LeaseOver(token, _engine.Ids.NextDouble())) is JobDecision.Change)
        {
            LogLeaseOver(Id, job.Kind, job.Owner!, job.AttemptNumber);
        }

        LetGo();
    }

    private async Task<LeasedJob?> LeaseHere(LeaseTerms terms)
    {
        var (offer, started, decided) = (terms.Offer, false, false);
        try
        {
            var job = await _ledger.Read(offer.Version);
            if (job?.Token != terms.Token)
            {
                var granted = new JobEvent.Granted(terms.Queue, offer.Epoch, terms.Token, terms.Worker) { Version = offer.Version, LeaseFor = terms.For };
                await _ledger.Apply(granted);
            }

            decided = true;
            started = _ledger.Committed?.Phase == JobPhase.Running;
            return await Leased(terms.Token);
        }
        finally
        {
            if (!started)
            {
                GiveBack(terms.Queue, offer.Epoch, offer.Version, mayYetCome: !decided);
                LetGo();
            }
        }
    }

    /// <summary>The job, if this is its attempt, and can be told.</summary>
    private async Task<LeasedJob?> Leased(Guid token)
    {
        if (_ledger.Committed is not { LeaseUntil: { } until } job || job.Token != token) return null;
        try
        {
            // The first attempt has none before it.
            var steps = SealedJson.Demand(job).AttemptNumber == 1 ? [] : await _engine.Steps.ReadSteps(job, CancellationToken.None);
            return new LeasedJob
            {
                Job = job.At(_engine.Time.Now()),
                Token = token,
                LeaseUntil = until,
                Steps = [.. steps],
                Checkpoint = job.Checkpoint,
                TraceParent = job.TraceParent,
            };
        }
        catch (StoreException error) when (error.IsSealed)
        {
            await EndLease(token, new LeaseEnd.Failed { Type = SealedJson.Error, Message = error.Message, Retryable = true });
            return null;
        }
    }

    /// <summary>The steps that are stored; null: this is not the job's attempt.</summary>
    private async Task<Dictionary<string, Json>?> StepsOf(Guid token)
    {
        if (await _ledger.ReadAgain() is not { } job || job.Token != token) return null;
        var steps = await _engine.Steps.ReadSteps(job, CancellationToken.None);
        return steps.ToDictionary(step => step.Name, step => step.Value, StringComparer.Ordinal);
    }

    private async Task<LeaseReply> Record(Guid token, JobEvent happened)
    {
        try
        {
            var decision = await _ledger.Apply(happened).WaitAsync(LongestCall, _engine.Time);
            return decision is JobDecision.Change ? Recorded(null) : Stale(token, happened);
        }
        catch (Exception error) when (error is StoreException or TimeoutException)
        {
            LogUnavailable(Id, happened.GetType().Name, error);
            return new LeaseReply { Result = ReportResult.Unavailable };
        }
    }

    /// <summary>The answer to one whose attempt has ended: in the way that he says, by his own word before, or by another's.</summary>
    private LeaseReply Stale(Guid token, JobEvent? happened = null)
    {
        var mine = _ledger.Committed is { } job && job.LastToken == token ? job.LastOutcome : null;
        var again = (happened, mine) is (JobEvent.Succeeded, AttemptOutcome.Succeeded) or (JobEvent.Failed, AttemptOutcome.Failed) or (JobEvent.Interrupted, AttemptOutcome.Interrupted);
        return new LeaseReply { Result = again ? ReportResult.Recorded : ReportResult.StaleToken, Cancelled = mine == AttemptOutcome.Cancelled };
    }

    private JobEvent EventOf(Guid token, LeaseEnd end) => end switch
    {
        LeaseEnd.Completed { Result: { } large } when large.Utf8.Length > _engine.Limits.Result =>
            Failed(token, "result", $"The result has {large.Utf8.Length} bytes; {_engine.Limits.Result} are allowed.", retryable: false),
        LeaseEnd.Completed completed => new JobEvent.Succeeded(token, completed.Result, null),
        LeaseEnd.Failed failed => Failed(token, Text.Cut(failed.Type, _engine.Limits.Name), failed.Message, failed.Retryable),
        LeaseEnd.Released => new JobEvent.Interrupted(token, null),
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "Unknown end."),
    };

    private LeaseReply Recorded(Json? value) => new() { Result = ReportResult.Recorded, LeaseUntil = _ledger.Committed?.LeaseUntil, Value = value };

    [LoggerMessage(22, LogLevel.Information, "Job {JobId} of kind {Kind}: the lease of worker {Worker}, attempt {Attempt}, is over")]
    private partial void LogLeaseOver(Guid jobId, string kind, string worker, int attempt);

    private static LeaseReply Invalid(string field, string message) =>
        new() { Result = ReportResult.StaleToken, Errors = [new FieldError { Field = field, Message = message }] };

    private JobEvent.Failed Failed(Guid token, string type, string message, bool retryable)
    {
        var error = new JobError { Type = type, Message = Text.Cut(message, _engine.Limits.ErrorMessage), Attempt = 0 };
        return new JobEvent.Failed(token, error, retryable, TimedOut: false, _engine.Ids.NextDouble(), null);
    }
}

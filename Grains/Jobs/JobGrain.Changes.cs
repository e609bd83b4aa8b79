using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>What callers may change of a job that exists.</summary>
internal sealed partial class JobGrain
{
    public Task<ChangeResult> Cancel(string? reason) =>
        Change(new JobEvent.CancelRequested(reason is null ? null : Text.Cut(reason, _engine.Limits.ErrorMessage)));

    public Task<ChangeResult> Retry(Json? input) => input is null
        ? Change(new JobEvent.RetryRequested(null))
        : Change(nameof(Retry), job => FaultOf(input, job), _ => new JobEvent.RetryRequested(input));

    public async Task<ChangeResult> Patch(JobPatch patch)
    {
        var errors = JobSpecRules.Check(patch, _engine.Limits, _engine.Time.Now());
        if (!errors.IsEmpty) return new ChangeResult.Invalid { Errors = errors };
        return await Change(nameof(Patch), _ => null, job => new JobEvent.Patched(
            job is not null && _engine.Kinds.Find(job.Kind) is { } kind ? patch.Resolve(kind.Options) : patch));
    }

    public async Task<ChangeResult> Signal(string name, Json value)
    {
        var result = await Change(nameof(Signal), job => FaultOf(name, value, job), _ => new JobEvent.Signalled(name, value));

        // The first counts, and whoever repeats his need not care.
        return result is ChangeResult.Conflict { Job: { HasEnded: false } job } ? new ChangeResult.Changed { Job = job } : result;
    }

    public Task<ChangeResult> ChildrenEnded(Guid batch) => Change(new JobEvent.Signalled(JobSteps.OfBatch(batch), Json.Null));

    public Task<ChangeResult> Delete() => Change(new JobEvent.Deleted());

    /// <summary>What is wrong with a new input; null if nothing is.</summary>
    private FieldError? FaultOf(Json input, JobRecord? job)
    {
        var fault = input.Utf8.Length > _engine.Limits.Input ? $"is larger than {_engine.Limits.Input} bytes"
            : job is null ? null
            : _engine.Kinds.Find(job.Kind) is not { } kind ? null
            : kind.Options.Own ? $"of kind {kind.Name} is the service's alone to make"
            : kind.Check(input);
        return fault is null ? null : new FieldError { Field = "input", Message = fault };
    }

    /// <summary>What is wrong with a signal; null if nothing is.</summary>
    private FieldError? FaultOf(string name, Json value, JobRecord? job)
    {
        var limits = _engine.Limits;
        if (value.Utf8.Length > limits.Checkpoint) return new FieldError { Field = "value", Message = $"is larger than {limits.Checkpoint} bytes" };
        var fault = JobSteps.FaultOf(name, limits)
            ?? (job is { Signals: var had } && had.Length >= limits.Steps && !had.Contains(name) ? $"is one more than the {limits.Steps} signals that a job may have" : null);
        return fault is null ? null : new FieldError { Field = "name", Message = fault };
    }

    /// <summary>Reads the row, and does by it what is asked for, unless there is something wrong with it.</summary>
    private async Task<ChangeResult> Change(string call, Func<JobRecord?, FieldError?> faultOf, Func<JobRecord?, JobEvent> eventOf)
    {
        JobRecord? job;
        try
        {
            job = await _ledger.Read();
            if (job is not null) await _engine.Know(job.Kind);
        }
        catch (StoreException error)
        {
            LogUnavailable(Id, call, error);
            return new ChangeResult.Unavailable { Unchanged = StoreException.IsUnchanged(error) };
        }

        return faultOf(job) is { } fault ? new ChangeResult.Invalid { Errors = [fault] } : await Change(eventOf(job));
    }

    private async Task<ChangeResult> Change(JobEvent happened)
    {
        try
        {
            var decision = await _ledger.Apply(happened).WaitAsync(LongestCall, _engine.Time);
            return (decision, _ledger.Committed) switch
            {
                (JobDecision.Remove { Before: var gone }, _) => new ChangeResult.Changed { Job = gone.At(_engine.Time.Now()) },
                (_, null) => new ChangeResult.NotFound(),
                (JobDecision.Change, { } job) => new ChangeResult.Changed { Job = job.At(_engine.Time.Now()) },
                (JobDecision.Refuse { Why: JobRefusal.OtherVersion }, { } job) => new ChangeResult.OtherVersion { Job = job.At(_engine.Time.Now()) },
                (_, { } job) => new ChangeResult.Conflict { Job = job.At(_engine.Time.Now()) },
            };
        }
        catch (Exception error) when (error is StoreException or TimeoutException)
        {
            LogUnavailable(Id, happened.GetType().Name, error);
            if (!StoreException.IsUnchanged(error)) _engine.Watch.InDoubt(Id);
            return new ChangeResult.Unavailable { Unchanged = StoreException.IsUnchanged(error) };
        }
    }
}

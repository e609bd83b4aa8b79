using System.Collections.Immutable;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Says what is wrong with a request for a job, apart from its kind's own input. Pure.</summary>
public static class JobSpecRules
{
    // As of an idempotency key.
    private const int LongestDebounceKey = 255;

    private static readonly TimeSpan LongestDebounce = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestDebounceInAll = TimeSpan.FromDays(365);

    /// <summary>All faults of <paramref name="spec"/>; none if it is valid.</summary>
    public static ImmutableArray<FieldError> Check(JobSpec spec, LimitOptions limits, DateTimeOffset now)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        CheckQueue(errors, spec.Queue, limits);
        CheckLane(errors, spec.Lane, limits);
        CheckTags(errors, spec.Tags, limits);
        CheckLabels(errors, spec.Requires, limits);
        CheckParents(errors, spec, limits);
        CheckTimes(errors, spec, limits, now);
        if (spec.Retry is { } retry) CheckRetry(errors, retry, limits);
        if (spec.Debounce is { } debounce) CheckDebounce(errors, spec, debounce, now);
        if (spec.Priority is < -100 or > 100) Add("priority", "must be from -100 to 100");
        if (spec.Cost is < 1 or > QueueSettings.LargestConcurrency) Add("cost", $"must be from 1 to {QueueSettings.LargestConcurrency}");
        if (spec.Input is { } input && input.Utf8.Length > limits.Input) Add("input", $"is larger than {limits.Input} bytes");
        return errors.ToImmutable();

        void Add(string field, string message) => errors.Add(Error(field, message));
    }

    /// <summary>All faults of <paramref name="patch"/>; none if it is valid.</summary>
    public static ImmutableArray<FieldError> Check(JobPatch patch, LimitOptions limits, DateTimeOffset now)
    {
        var same = new JobSpec
        {
            Kind = "",
            Priority = patch.Priority ?? 0,
            Queue = patch.Queue,
            Lane = patch.Lane,
            RunAt = patch.RunAt,
            Tags = patch.Tags ?? [],
            Timeout = patch.Timeout,
        };
        return Check(same, limits, now);
    }

    /// <summary>That there is no such job as the parent at this place.</summary>
    public static FieldError UnknownParent(int place) => Error($"after[{place}]", "is no job that there is");

    /// <summary>The patch with what it resets as values: as a submit that says nothing of it would have them.</summary>
    public static JobPatch Resolve(this JobPatch patch, JobKindOptions kind) => patch with
    {
        Queue = patch.ResetQueue ? kind.Queue : patch.Queue,
        ResetQueue = false,
        Timeout = patch.ResetTimeout ? kind.Timeout : patch.Timeout,
        ResetTimeout = patch.ResetTimeout && kind.Timeout is null,
    };

    private static void CheckQueue(ImmutableArray<FieldError>.Builder errors, string? name, LimitOptions limits)
    {
        if (name is null) return;
        if (name.Length == 0 || name.Length > limits.Name)
            errors.Add(Error("queue", $"must have 1 to {limits.Name} characters"));
        else if (!QueueName.IsPossible(name))
            errors.Add(Error("queue", "may contain only letters a-z and A-Z, digits, dot, underscore and hyphen, and must not be \".\" or \"..\""));
    }

    private static void CheckLane(ImmutableArray<FieldError>.Builder errors, string? lane, LimitOptions limits)
    {
        if (lane is { Length: 0 } || lane?.Length > limits.Name) errors.Add(Error("lane", $"must have 1 to {limits.Name} characters"));
    }

    private static void CheckTags(ImmutableArray<FieldError>.Builder errors, ImmutableArray<string> tags, LimitOptions limits)
    {
        if (tags.Length > limits.Tags) errors.Add(Error("tags", $"must be at most {limits.Tags}"));
        foreach (var tag in tags.Take(limits.Tags))
        {
            if (tag.Length == 0 || tag.Length > limits.Name)
                errors.Add(Error("tags", $"must each have 1 to {limits.Name} characters"));
        }
    }

    private static void CheckLabels(ImmutableArray<FieldError>.Builder errors, ImmutableArray<string> labels, LimitOptions limits)
    {
        if (labels.Length > limits.Labels) errors.Add(Error("requires", $"must be at most {limits.Labels}"));
        if (labels.Distinct().Count() != labels.Length) errors.Add(Error("requires", "must name no label twice"));
        if (labels.Any(label => label.Length == 0 || label.Length > limits.Name || label.Any(char.IsControl)))
            errors.Add(Error("requires", $"must each have 1 to {limits.Name} characters, none of them a control character"));
    }

    private static void CheckParents(ImmutableArray<FieldError>.Builder errors, JobSpec spec, LimitOptions limits)
    {
        if (spec.After.Length > limits.Parents) errors.Add(Error("after", $"must be at most {limits.Parents} jobs"));
        if (spec.After.Distinct().Count() != spec.After.Length) errors.Add(Error("after", "must name no job twice"));
        if (!spec.After.IsEmpty && spec.Debounce is not null) errors.Add(Error("after", "is excluded by debounce: a job waits for others, or for the end of a burst"));
        if (spec is { Batch: not null, Debounce: not null }) errors.Add(Error("debounce", "is excluded by a batch, which counts each of its jobs"));
        if (!Enum.IsDefined(spec.OnParentFailure)) errors.Add(Error("onParentFailure", "must be \"cancel\" or \"run\""));
    }

    private static void CheckTimes(ImmutableArray<FieldError>.Builder errors, JobSpec spec, LimitOptions limits, DateTimeOffset now)
    {
        if (spec.RunAt is not null && spec.Delay is not null)
            errors.Add(Error("delay", "excludes runAt: give one of the two"));
        if (spec.RunAt - now > limits.Ahead)
            errors.Add(Error("runAt", $"must be at most {limits.Ahead.TotalDays:0} days ahead"));
        if (spec.Delay < TimeSpan.Zero || spec.Delay > limits.Ahead)
            errors.Add(Error("delay", $"must be from zero to {limits.Ahead.TotalDays:0} days"));
        if (spec.Timeout <= TimeSpan.Zero || spec.Timeout > limits.Ahead)
            errors.Add(Error("timeout", $"must be more than zero and at most {limits.Ahead.TotalDays:0} days"));
    }

    private static void CheckDebounce(ImmutableArray<FieldError>.Builder errors, JobSpec spec, JobDebounce debounce, DateTimeOffset now)
    {
        if (debounce.Key.Length is 0 or > LongestDebounceKey) Add("debounce.key", $"must have 1 to {LongestDebounceKey} characters");
        if (debounce.For <= TimeSpan.Zero || debounce.For > LongestDebounce) Add("debounce.for", $"must be more than zero and at most {LongestDebounce.TotalDays:0} days");
        else if (debounce.AtMost < debounce.For || debounce.AtMost > LongestDebounceInAll) Add("debounce.atMost", $"must be at least \"for\" and at most {LongestDebounceInAll.TotalDays:0} days");
        else if (spec.ExpiresAt < now + debounce.For) Add("expiresAt", "must not be before the end of debounce.for, as the job could never run");
        if (!Enum.IsDefined(debounce.Keep)) Add("debounce.keep", "must be \"last\" or \"first\"");
        if (spec.RunAt is not null) Add("runAt", "is excluded by debounce, which sets the time");
        if (spec.Delay is not null) Add("delay", "is excluded by debounce, which sets the time");
        if (spec.Keyed) Add("debounce", "is excluded by an idempotency key: one job per key, or one per burst");

        void Add(string field, string message) => errors.Add(Error(field, message));
    }

    private static void CheckRetry(ImmutableArray<FieldError>.Builder errors, RetryRule retry, LimitOptions limits)
    {
        if (retry.MaxAttempts < 1 || retry.MaxAttempts > limits.Attempts)
            errors.Add(Error("retry.maxAttempts", $"must be from 1 to {limits.Attempts}"));
        if (retry.InitialDelay < TimeSpan.Zero || retry.InitialDelay > limits.Ahead)
            errors.Add(Error("retry.initialDelay", $"must be from zero to {limits.Ahead.TotalDays:0} days"));
        if (retry.MaxDelay < TimeSpan.Zero || retry.MaxDelay > limits.Ahead)
            errors.Add(Error("retry.maxDelay", $"must be from zero to {limits.Ahead.TotalDays:0} days"));
        if (!(retry.Factor is >= 1 and <= 100)) errors.Add(Error("retry.factor", "must be from 1 to 100"));
        if (!(retry.Jitter is >= 0 and <= 1)) errors.Add(Error("retry.jitter", "must be from 0 to 1"));
    }

    private static FieldError Error(string field, string message) => new() { Field = field, Message = message };
}

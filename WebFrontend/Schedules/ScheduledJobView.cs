namespace OrleansJobs.WebFrontend.Schedules;

/// <summary>The job of each run of a schedule. What is absent is the kind's own.</summary>
public sealed record ScheduledJobView
{
    /// <summary>The registered name of the handler.</summary>
    public required string Kind { get; init; }

    /// <summary>The handler's input.</summary>
    public Json? Input { get; init; }

    /// <summary>The queue.</summary>
    public string? Queue { get; init; }

    /// <summary>The lane.</summary>
    public string? Lane { get; init; }

    /// <summary>-100 to 100.</summary>
    public required int Priority { get; init; }

    /// <summary>Slots that it takes while it runs.</summary>
    public required int Cost { get; init; }

    /// <summary>So long after the due time.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The longest that one attempt may run.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>When failed attempts are repeated.</summary>
    public RetryRule? Retry { get; init; }

    /// <summary>Words to find it by.</summary>
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>Labels that a worker must have to run it.</summary>
    public ImmutableArray<string>? Requires { get; init; }

    internal static ScheduledJobView Of(JobSpec job) => new()
    {
        Kind = job.Kind,
        Input = job.Input,
        Queue = job.Queue,
        Lane = job.Lane,
        Priority = job.Priority,
        Cost = job.Cost,
        Delay = job.Delay,
        Timeout = job.Timeout,
        Retry = job.Retry,
        Tags = job.Tags,
        Requires = job.Requires.IsEmpty ? null : job.Requires,
    };
}

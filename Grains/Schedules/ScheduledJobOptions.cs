using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Schedules;

/// <summary>The job of a schedule in the configuration: see <see cref="JobSpec"/>.</summary>
public sealed class ScheduledJobOptions
{
    /// <summary>The registered name of the handler. Required.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The handler's input, as JSON in one text.</summary>
    public string? Input { get; set; }

    /// <summary>The queue. Default: the kind's own.</summary>
    public string? Queue { get; set; }

    /// <summary>The lane. Default: none.</summary>
    public string? Lane { get; set; }

    /// <summary>-100 to 100. Default 0.</summary>
    public int Priority { get; set; }

    /// <summary>Slots that it takes while it runs. Default 1.</summary>
    public int Cost { get; set; } = 1;

    /// <summary>So long after the due time. Default: at once.</summary>
    public TimeSpan? Delay { get; set; }

    /// <summary>The longest that one attempt may run. Default: the kind's own.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>When failed attempts are repeated. Default: the kind's own.</summary>
    public RetryRule? Retry { get; set; }

    /// <summary>Words to find it by.</summary>
    public List<string> Tags { get; set; } = [];

    internal JobSpec ToSpec() => new()
    {
        Kind = Kind,
        Input = Input is null ? null : Json.Parse(Input),
        Queue = Queue,
        Lane = Lane,
        Priority = Priority,
        Cost = Cost,
        Delay = Delay,
        Timeout = Timeout,
        Retry = Retry,
        Tags = [.. Tags],
    };
}

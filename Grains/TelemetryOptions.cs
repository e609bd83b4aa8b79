namespace OrleansJobs.Grains;

/// <summary>Configuration section "Telemetry": what metrics may cost.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Telemetry";

    /// <summary>
    /// Pairs of kind and queue, and queues, that metrics of this process tell apart; all beyond them are told as "other". Callers name
    /// queues, so without a bound they would fill its memory.
    /// </summary>
    public int Series { get; set; } = 1_000;

    /// <summary>
    /// Whether what Orleans counts with each call, message and activation is told too: all that costs about a tenth of the processor time of small jobs. Default
    /// false: its gauges alone, and what it counts rarely.
    /// </summary>
    public bool OrleansCalls { get; set; }

    /// <summary>How often the depth of queues is read from the store, by one silo of the cluster, while anybody listens to metrics.</summary>
    public TimeSpan DepthEvery { get; set; } = TimeSpan.FromSeconds(15);
}

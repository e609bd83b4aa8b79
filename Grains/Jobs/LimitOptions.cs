namespace OrleansJobs.Grains.Jobs;

/// <summary>Configuration section "Limits": how large a job may be. Sizes are in bytes of UTF-8 unless said otherwise.</summary>
public sealed class LimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Limits";

    /// <summary>The largest input. Default 1 MiB.</summary>
    public int Input { get; set; } = 1 << 20;

    /// <summary>The largest JSON Schema with which a kind for workers is registered. Default 64 KiB.</summary>
    public int InputSchema { get; set; } = 1 << 16;

    /// <summary>Kinds that are registered for workers. Each silo has all of them in memory, and reads them anew up to once a second. Default 1,000.</summary>
    public int Kinds { get; set; } = 1_000;

    /// <summary>The largest result; a job whose handler returns more fails. Default 1 MiB.</summary>
    public int Result { get; set; } = 1 << 20;

    /// <summary>The largest checkpoint. Default 1 MiB.</summary>
    public int Checkpoint { get; set; } = 1 << 20;

    /// <summary>The longest error message in characters; longer ones are cut. Default 4,000.</summary>
    public int ErrorMessage { get; set; } = 4_000;

    /// <summary>The longest log line in characters; longer ones are cut. Default 2,000.</summary>
    public int LogLine { get; set; } = 2_000;

    /// <summary>Log lines that one attempt may write; further ones are dropped. Default 1,000.</summary>
    public int LogLines { get; set; } = 1_000;

    /// <summary>The least time between two reports of one attempt's progress and log. Default 200 ms.</summary>
    public TimeSpan ReportInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Tags of one job. Default 20.</summary>
    public int Tags { get; set; } = 20;

    /// <summary>Labels that one job may require of a worker. Default 20.</summary>
    public int Labels { get; set; } = 20;

    /// <summary>Jobs that one job may wait for. Default 100.</summary>
    public int Parents { get; set; } = 100;

    /// <summary>Durable steps of one job, and signals to it. Default 1,000.</summary>
    public int Steps { get; set; } = 1_000;

    /// <summary>Jobs of a batch, counted when it is made. Default 100,000.</summary>
    public int BatchJobs { get; set; } = 100_000;

    /// <summary>The longest tag, kind, queue, lane or tenant name in characters. Default 100.</summary>
    public int Name { get; set; } = 100;

    /// <summary>The largest <see cref="OrleansJobs.Jobs.RetryRule.MaxAttempts"/>. Default 100.</summary>
    public int Attempts { get; set; } = 100;

    /// <summary>The farthest that a job may be scheduled ahead, and the longest timeout or pause. Default 10 years.</summary>
    public TimeSpan Ahead { get; set; } = TimeSpan.FromDays(3_652);
}

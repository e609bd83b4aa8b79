namespace OrleansJobs.WebFrontend.Workers;

/// <summary>Configuration section "Workers": what workers outside may ask for in one request.</summary>
public sealed class WorkerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Workers";

    /// <summary>Jobs of one lease, 1 to 1,000. Default 100.</summary>
    public int MaxJobs { get; set; } = 100;

    /// <summary>How long a request for jobs may wait for them, 0 to 10 minutes. Default 60 s.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a lease lasts without a heartbeat, if the worker does not say. Default 30 s.</summary>
    public TimeSpan DefaultLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest that a worker may ask for, 1 s to 30 days. Default 1 h.</summary>
    public TimeSpan LongestLease { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The shortest that a worker may ask for, 100 ms to 1 h. Default 1 s.</summary>
    public TimeSpan ShortestLease { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Kinds that one request may name, 1 to 10,000. Default 100.</summary>
    public int Kinds { get; set; } = 100;

    /// <summary>Labels that one request may name, 0 to 10,000. Default 100.</summary>
    public int Labels { get; set; } = 100;
}

namespace OrleansJobs.Grains.Traffic;

/// <summary>The part of configuration section "Traffic" that concerns test runs.</summary>
public sealed class TrafficTestOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Traffic";

    /// <summary>
    /// The service that test runs load, such as "http://10.0.0.5:5000"; null, the default, is this service itself, at the
    /// address that a process of it told. To be set where the silos cannot reach that: on other machines than the web layer.
    /// </summary>
    public string? TestUrl { get; set; }

    /// <summary>The most requests of one run. Default 1,000,000.</summary>
    public int TestRequests { get; set; } = 1_000_000;

    /// <summary>How many requests of a run are under way at a time. Default 32.</summary>
    public int TestParallelism { get; set; } = 32;

    /// <summary>How long one request may take before the run fails. Default 30 s.</summary>
    public TimeSpan TestTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

namespace OrleansJobs.Grains.Traffic;

/// <summary>The result of a job of kind "traffic.test".</summary>
public sealed record TrafficTestResult
{
    /// <summary>How many requests were made and answered.</summary>
    public required int Requests { get; init; }
}

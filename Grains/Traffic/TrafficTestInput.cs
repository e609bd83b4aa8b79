namespace OrleansJobs.Grains.Traffic;

/// <summary>The input of a job of kind "traffic.test".</summary>
public sealed record TrafficTestInput
{
    /// <summary>How many requests to make: 0 to Traffic:TestRequests.</summary>
    public required int Requests { get; init; }
}

using OrleansJobs.Jobs;

namespace OrleansJobs.Traffic;

/// <summary>
/// Starts test runs, and knows where the service listens that they load. Only processes of the service can call a grain: what
/// a job says of its own target is not listened to, so that the kind cannot be used to reach other servers. Key 0.
/// </summary>
[Alias("ITrafficTestGrain")]
public interface ITrafficTestGrain : IGrainWithIntegerKey
{
    /// <summary>Tells where a process of the service listens, such as "http://127.0.0.1:5000". The last one told of is loaded.</summary>
    [Alias("ListensAt"), Repeatable]
    Task ListensAt(string url);

    /// <summary>Where requests go: the setting Traffic:TestUrl, else what was told last; null if nothing was.</summary>
    [Alias("GetTarget"), Repeatable]
    Task<string?> GetTarget();

    /// <summary>Submits a job of kind "traffic.test".</summary>
    /// <param name="requests">How many requests it makes: 0 to Traffic:TestRequests.</param>
    /// <param name="traceParent">The caller's W3C trace context, if any.</param>
    [Alias("Start")]
    Task<SubmitResult> Start(long requests, string? traceParent);
}

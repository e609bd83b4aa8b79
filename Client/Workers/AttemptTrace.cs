using System.Diagnostics;

namespace OrleansJobs.Client;

/// <summary>The spans of attempts, in the traces of the requests that submitted their jobs.</summary>
internal static class AttemptTrace
{
    private const string Name = "job.attempt";

    private static readonly ActivitySource Source = new("OrleansJobs.Client");

    /// <summary>Begins the span of an attempt. If nobody records it, what its handler requests carries the trace all the same; null if there is none.</summary>
    public static Activity? Start(Lease lease)
    {
        var isTraced = ActivityContext.TryParse(lease.TraceParent, null, isRemote: true, out var submit);
        var span = Source.StartActivity(Name, ActivityKind.Consumer, submit);
        if (span is null) return isTraced ? new Activity(Name).SetParentId(submit.TraceId, submit.SpanId, submit.TraceFlags).Start() : null;
        return span.SetTag("job.id", lease.Job.Id).SetTag("job.kind", lease.Job.Kind).SetTag("job.queue", lease.Job.Queue).SetTag("job.attempt", lease.Job.Attempts.Count);
    }
}

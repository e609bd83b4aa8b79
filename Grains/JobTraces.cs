using System.Diagnostics;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains;

/// <summary>Spans of attempts, in the traces of the requests that submitted their jobs.</summary>
internal static class JobTraces
{
    /// <summary>The name of the span of an attempt.</summary>
    public const string Attempt = "job.attempt";

    private static readonly ActivitySource Source = new(JobTelemetry.SourceName);

    /// <summary>The trace of an attempt, for log lines: also when nobody listens to spans; "none" if its submit had none.</summary>
    public static string TraceIdOf(JobRecord job, Activity? attempt)
    {
        if (attempt is not null) return attempt.TraceId.ToHexString();
        return SubmitOf(job) is { } submit ? submit.TraceId.ToHexString() : "none";
    }

    /// <summary>Begins the span of an attempt. Null if nobody records it, and its submit had no trace that it could go on with.</summary>
    public static Activity? StartAttempt(JobRecord job)
    {
        var submit = SubmitOf(job);
        var span = Source.StartActivity(Attempt, ActivityKind.Consumer, submit ?? default);
        return span is null
            ? GoOn(submit)
            : span.SetTag("job.id", job.Id).SetTag("job.kind", job.Kind).SetTag("job.queue", job.Queue).SetTag("job.attempt", job.AttemptNumber);
    }

    // Recorded nowhere here, but the log lines of the handler and the services that it calls learn of the trace all the same.
    private static Activity? GoOn(ActivityContext? submit) => submit is { } parent
        ? new Activity(Attempt).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start()
        : null;

    private static ActivityContext? SubmitOf(JobRecord job) =>
        ActivityContext.TryParse(job.TraceParent, null, isRemote: true, out var submit) ? submit : null;
}

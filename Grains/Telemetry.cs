using System.Diagnostics;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains;

/// <summary>The engine's source of traces: "OrleansJobs".</summary>
internal static class Telemetry
{
    private static readonly ActivitySource Source = new("OrleansJobs");

    /// <summary>The trace of an attempt, for log lines: also when nobody listens to spans; "none" if its submit had none.</summary>
    public static string TraceIdOf(JobRecord job, Activity? attempt)
    {
        if (attempt is not null) return attempt.TraceId.ToHexString();
        return ActivityContext.TryParse(job.TraceParent, null, out var submit) ? submit.TraceId.ToHexString() : "none";
    }

    /// <summary>Begins the span of an attempt, in the trace of the request that submitted the job. Null if nobody listens.</summary>
    public static Activity? StartAttempt(JobRecord job)
    {
        if (!Source.HasListeners()) return null;
        ActivityContext.TryParse(job.TraceParent, null, out var parent);
        var activity = Source.StartActivity("job.attempt", ActivityKind.Consumer, parent);
        activity?.SetTag("job.id", job.Id).SetTag("job.kind", job.Kind).SetTag("job.attempt", job.AttemptNumber);
        return activity;
    }
}

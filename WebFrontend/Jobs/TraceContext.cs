using System.Diagnostics;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The trace that a job belongs to.</summary>
internal static class TraceContext
{
    /// <summary>
    /// The W3C traceparent of the current request; null if the caller sent none and nobody records it, as an id of a trace
    /// that is nowhere would only cost space.
    /// </summary>
    public static string? Of(HttpRequest request)
    {
        // The framework makes an activity only while somebody listens; what the caller sent holds even so.
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity && (activity.Recorded || activity.ParentId is not null))
            return activity.Id;
        var header = request.Headers.TraceParent.ToString();
        return ActivityContext.TryParse(header, null, out _) ? header : null;
    }
}

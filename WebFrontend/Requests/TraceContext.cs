using System.Diagnostics;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>The trace that a request belongs to (W3C Trace Context).</summary>
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
        return TrySent(request, out _) ? request.Headers.TraceParent.ToString() : null;
    }

    /// <summary>What an error answer and the log lines about it have in common: the trace, or the request if there is none.</summary>
    public static string IdOf(HttpContext context) =>
        Activity.Current?.TraceId.ToHexString()
        ?? (TrySent(context.Request, out var sent) ? sent.TraceId.ToHexString() : context.TraceIdentifier);

    private static bool TrySent(HttpRequest request, out ActivityContext sent) =>
        ActivityContext.TryParse(request.Headers.TraceParent.ToString(), null, out sent);
}

using OrleansJobs.WebFrontend.Clustering;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Problems;

/// <summary>
/// Sees to it that every error is a problem document: those that the framework answers with a bare status, requests
/// that break HTTP, calls to grains that were not answered, and faults of our own, of which nothing is told.
/// </summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task Invoke(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && Explain(context, e) is { } problem)
        {
            context.Response.Clear();
            await ProblemReply.Write(context, problem);
            return;
        }

        if (IsBareError(context.Response)) await ProblemReply.Write(context, ForStatus(context));
    }

    private static bool IsBareError(HttpResponse response) =>
        response.StatusCode >= 400 && !response.HasStarted && response.ContentLength is null && response.ContentType is null;

    /// <summary>Null for a caller who has gone: nobody is left to tell.</summary>
    private Problem? Explain(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case MalformedBodyException malformed:
                return new Problem(ProblemTypes.MalformedRequest, malformed.Message);
            case BadHttpRequestException bad:
                var type = ProblemTypes.ForStatus(bad.StatusCode);
                return new Problem(type, type.Explanation);
            case BodyRefusedException:
                return new Problem(ProblemTypes.TooManyBodies, ProblemTypes.TooManyBodies.Explanation) { RetryAfter = 1 };
            // Of a chunk whose size does not fit in 31 bits the server says it so.
            case IOException { InnerException: OverflowException }:
                return new Problem(ProblemTypes.MalformedRequest, "A chunk of the body is too large.");
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                return null;
            case var _ when exception.IsUnanswered():
                log.LogWarning(exception, "{Route}: a grain did not answer (trace {TraceId})", Route(context), TraceContext.IdOf(context));
                return Problem.Unavailable(StoreException.IsUnchanged(exception));
            default:
                log.LogError(exception, "{Route} failed (trace {TraceId})", Route(context), TraceContext.IdOf(context));
                return new Problem(ProblemTypes.InternalError, ProblemTypes.InternalError.Explanation);
        }
    }

    // The pattern, not the path: a path may hold what does not belong in a log.
    private static string? Route(HttpContext context) => context.GetEndpoint()?.DisplayName;

    private static Problem ForStatus(HttpContext context)
    {
        var type = ProblemTypes.ForStatus(context.Response.StatusCode);
        var allow = context.Response.Headers.Allow;
        return new Problem(type, type == ProblemTypes.MethodNotAllowed && allow.Count > 0 ? $"Allowed here: {allow}." : type.Explanation);
    }
}

using Microsoft.AspNetCore.Diagnostics;
using OrleansJobs.WebFrontend.Clustering;

namespace OrleansJobs.WebFrontend.Problems;

/// <summary>
/// Answers what is thrown: requests that break HTTP, calls to grains that were not answered, and faults of our own, of which nothing
/// is told.
/// </summary>
internal sealed partial class ExceptionProblems(ILogger<ExceptionProblems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Known(exception) is not { } problem)
        {
            // The pattern, not the path: a path may hold what does not belong in a log.
            var route = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName;
            var isOurs = !exception.IsUnanswered();
            if (isOurs) LogFailed(exception, route, TraceContext.IdOf(httpContext));
            else LogUnanswered(exception, route, TraceContext.IdOf(httpContext));
            problem = isOurs ? ProblemTypes.InternalError : Problem.Unavailable(StoreException.IsUnchanged(exception));
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>What is wrong with the request, or with what it asks for; null if the fault is elsewhere.</summary>
    public static Problem? Known(Exception exception) => exception switch
    {
        BadHttpRequestException bad => ProblemTypes.ForStatus(bad.StatusCode),
        StoreException { IsSealed: true } => ProblemTypes.Sealed.Because(exception.Message),
        BodyRefusedException => ProblemTypes.TooManyBodies,
        // Of a chunk whose size does not fit in 31 bits the server says it so.
        IOException { InnerException: OverflowException } => ProblemTypes.MalformedRequest.Because("A chunk of the body is too large."),
        _ when ContentCodings.IsFault(exception) => ProblemTypes.MalformedRequest.Because("The body is not what its Content-Encoding says."),
        _ => null,
    };

    [LoggerMessage(84, LogLevel.Warning, "{Route}: a grain did not answer (trace {TraceId})")]
    private partial void LogUnanswered(Exception error, string? route, string traceId);

    [LoggerMessage(85, LogLevel.Error, "{Route} failed (trace {TraceId})")]
    private partial void LogFailed(Exception error, string? route, string traceId);
}

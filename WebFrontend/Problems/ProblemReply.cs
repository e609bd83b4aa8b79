using System.Globalization;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Problems;

/// <summary>The one place that writes errors.</summary>
internal static class ProblemReply
{
    /// <summary>The media type of RFC 9457.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Answers the request with <paramref name="problem"/>.</summary>
    public static Task Write(HttpContext context, Problem problem)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return JsonReply.Write(context, problem.Type.Status, Document(context, problem), ApiJson.Default.ProblemDocument, MediaType);
    }

    /// <summary>The document that tells of <paramref name="problem"/>.</summary>
    public static ProblemDocument Document(HttpContext context, Problem problem) => new()
    {
        Type = problem.Type.Uri,
        Title = problem.Type.Title,
        Status = problem.Type.Status,
        Detail = problem.Detail,
        Instance = SentPath.Of(context),
        TraceId = TraceContext.IdOf(context),
        Errors = problem.Errors.Count == 0 ? null : problem.Errors
            .GroupBy(error => error.Field, error => error.Message, StringComparer.Ordinal)
            .ToDictionary(field => field.Key, field => field.ToArray()),
    };
}

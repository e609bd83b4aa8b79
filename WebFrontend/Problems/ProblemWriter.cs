namespace OrleansJobs.WebFrontend.Problems;

/// <summary>The one place that writes errors: ours, and those for which the framework sets a bare status.</summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    /// <summary>The media type of RFC 9457.</summary>
    public const string MediaType = "application/problem+json";

    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context) => new(Write(context.HttpContext, OfStatus(context.HttpContext.Response)));

    /// <summary>Answers the request with <paramref name="problem"/>.</summary>
    public static Task Write(HttpContext context, Problem problem)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } seconds) headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return JsonReply.Write(context, problem.Status, Document(context, problem), ApiJson.Default.ProblemDocument, MediaType);
    }

    /// <summary>The document that tells of <paramref name="problem"/>.</summary>
    public static ProblemDocument Document(HttpContext context, Problem problem) => new(
        problem.Type, problem.Title, problem.Status, problem.Detail, SentPath.Of(context), TraceContext.IdOf(context), ByField(problem.Errors));

    private static Dictionary<string, string[]>? ByField(IReadOnlyList<FieldError> errors) => errors.Count == 0 ? null : errors
        .GroupBy(error => error.Field, error => error.Message, StringComparer.Ordinal)
        .ToDictionary(field => field.Key, field => field.ToArray());

    private static Problem OfStatus(HttpResponse response)
    {
        var type = ProblemTypes.ForStatus(response.StatusCode);
        var allow = response.Headers.Allow;
        return type == ProblemTypes.MethodNotAllowed && allow.Count > 0 ? type.Because($"Allowed here: {allow}.") : type;
    }
}

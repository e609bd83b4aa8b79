using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Patterns;
using OrleansJobs.Dashboard.Hosting;

namespace OrleansJobs.WebFrontend.Audit;

/// <summary>Reads what a request is about, by the route that reads it: of "POST /queues/{name}/pause" that is "GET /queues/{name}".</summary>
internal sealed class Snapshot
{
    /// <summary>The most bytes that are kept of one.</summary>
    private const int Longest = 16 * 1024;

    /// <summary>What belongs to whoever submitted a job, and goes with the job.</summary>
    private static readonly string[] NotKept = ["input", "result", "checkpoint"];

    /// <summary>Where in what is told there may be a job of which the same holds: that of a schedule.</summary>
    private const string Job = "job";

    private RequestDelegate? _read;
    private bool _isFound;

    /// <summary>What there is now; null if there is nothing, or more than is kept.</summary>
    public async Task<Json?> Read(HttpContext context)
    {
        if (!_isFound) (_read, _isFound) = (ReaderOf(context), true);
        if (_read is null) return null;
        using var body = new MemoryStream();
        var asked = new DefaultHttpContext { RequestServices = context.RequestServices, User = context.User };
        asked.Request.Method = HttpMethods.Get;
        asked.Request.Path = context.Request.Path;
        foreach (var (name, value) in context.Request.RouteValues) asked.Request.RouteValues[name] = value;
        asked.Response.Body = body;
        try
        {
            await _read(asked);
        }
        catch (StoreException error) when (error.IsSealed)
        {
            return null;
        }

        await asked.Response.BodyWriter.FlushAsync();
        return asked.Response.StatusCode == StatusCodes.Status200OK && body.Length <= Longest ? Kept(body.ToArray()) : null;
    }

    private static Json? Kept(byte[] answer)
    {
        if (JsonNode.Parse(answer) is not JsonObject told) return null;
        foreach (var name in NotKept)
        {
            told.Remove(name);
            (told[Job] as JsonObject)?.Remove(name);
        }

        return Json.Parse(told.ToJsonString());
    }

    private static RequestDelegate? ReaderOf(HttpContext context)
    {
        var about = ResourceOf(((RouteEndpoint)context.GetEndpoint()!).RoutePattern);
        if (about is null) return null;
        return context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().FirstOrDefault(endpoint => !OfDashboard.Has(endpoint) &&
            endpoint.RoutePattern.RawText?.Trim('/') == about && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)?.RequestDelegate;
    }

    /// <summary>The pattern up to its first parameter.</summary>
    private static string? ResourceOf(RoutePattern pattern)
    {
        var segments = pattern.RawText!.Trim('/').Split('/');
        var first = Array.FindIndex(segments, segment => segment.StartsWith('{'));
        return first < 0 ? null : string.Join('/', segments.Take(first + 1));
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.NumberedJobs;

/// <summary>
/// Jobs by their small numbers, of whatever kind, in the form that clients of an older service know; jobs without a number
/// are not seen here.
/// </summary>
internal sealed class NumberedJobEndpoints(IGrainFactory grains, GracefulShutdown shutdown)
{
    private const int DefaultLimit = 100_000;
    private const int LargestLimit = 1_000_000;

    /// <summary>Jobs asked of the grain, and written, at a time.</summary>
    private const int Page = 10_000;

    private static readonly Json Null = Json.Parse("null");

    private IJobQueryGrain Jobs => grains.GetGrain<IJobQueryGrain>(0);

    // GET /api/get_results/{id}
    public async Task GetResult(HttpContext context) =>
        await (await Find(context) switch
        {
            null => NumberedReply.WriteError(context, 404, "Invalid job_id"),
            { HasEnded: false } => NumberedReply.WriteRunning(context),
            { State: JobState.Succeeded, PayloadExpired: false } job => NumberedReply.WriteDone(context, job.Result ?? Null),
            var job => NumberedReply.WriteError(context, 200, ReasonOf(job)),
        });

    // GET /api/jobs
    public async Task List(HttpContext context)
    {
        var query = new QueryReader(context.Request, "limit", "after");
        var limit = query.Integer("limit", absent: DefaultLimit, least: 1, most: LargestLimit);
        var after = query.Integer("after", absent: 0, least: 0, most: int.MaxValue);
        if (query.Problem is { Errors: [var fault, ..] })
            await NumberedReply.WriteError(context, 400, $"{fault.Field} {fault.Message}");
        else
            await WriteList(context, after, limit);
    }

    // GET /api/num_jobs
    public async Task Count(HttpContext context)
    {
        var unfinished = await Jobs.CountUnfinishedNumbered();
        await NumberedReply.WriteDone(context, Json.Parse(unfinished.ToString(CultureInfo.InvariantCulture)));
    }

    // GET /api/graceful_shutdown
    public async Task Shutdown(HttpContext context) =>
        await (await shutdown.Advance() ? NumberedReply.WriteDone(context) : NumberedReply.WriteRunning(context));

    private async Task<Job?> Find(HttpContext context) =>
        long.TryParse(context.GetRouteValue("id") as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await Jobs.GetByNumber(number)
            : null;

    private static string ReasonOf(Job job) => job switch
    {
        { State: JobState.Cancelled } => job.CancelReason ?? "cancelled",
        { Error: { } error } => error.Message,
        _ => "the result is no longer kept",
    };

    /// <summary>Writes page by page, so that a long list is never in memory as a whole.</summary>
    private async Task WriteList(HttpContext context, long after, int limit)
    {
        var page = await Jobs.ListNumbered(after, Math.Min(limit, Page));
        context.Response.ContentType = JsonReply.MediaType;
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", "done");
        json.WriteStartArray("data");
        while (true)
        {
            Write(json, page);
            limit -= page.Length;
            if (limit == 0 || page.Length < Page) break;
            json.Flush();
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            page = await Jobs.ListNumbered(page[^1].Number, Math.Min(limit, Page));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<NumberedJob> jobs)
    {
        foreach (var job in jobs)
        {
            json.WriteStartObject();
            json.WriteString(string.Create(CultureInfo.InvariantCulture, $"job_id_{job.Number}"), StatusOf(job.State));
            json.WriteEndObject();
        }
    }

    private static string StatusOf(JobState state) => state switch
    {
        JobState.Succeeded => "done",
        JobState.Failed or JobState.Cancelled => "error",
        _ => "running",
    };
}

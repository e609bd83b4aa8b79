using OrleansJobs.Traffic;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>What was requested how often. Each answer has every request that this process answered before it was asked.</summary>
internal sealed class StatsEndpoints(IGrainFactory grains, TrafficFlusher flusher)
{
    private const int LargestPage = 10_000;
    private const int LongestCursor = 4_000;

    // GET /stats/
    public async Task List(HttpContext context)
    {
        var query = new QueryReader(context.Request, "limit", "cursor");
        var limit = query.Integer("limit", absent: 1_000, least: 1, most: LargestPage);
        var cursor = query.Text("cursor", LongestCursor);
        var after = cursor is null ? null : StatsCursor.Read(cursor);
        if (cursor is not null && after is null) query.Fault("cursor", "is not one that a page of this list gave");
        if (await IsWrong(context, query)) return;

        await flusher.Flush(context.RequestAborted);
        var page = await Traffic.List(after, limit);
        context.Response.Headers.CacheControl = "no-store";
        if (page.HasMore) PageLink.Write(context, StatsCursor.Write(page.Counts[^1]));
        await JsonReply.Write(
            context,
            200,
            new UrlCountList { Counts = [.. page.Counts.Select(count => new UrlCount { Url = count.Url, RequestCount = count.Requests })] },
            ApiJson.Default.UrlCountList);
    }

    // GET /stats/top
    public async Task GetTop(HttpContext context)
    {
        var query = new QueryReader(context.Request, "n");
        var limit = query.Integer("n", absent: 10, least: 1, most: LargestPage);
        if (await IsWrong(context, query)) return;

        await flusher.Flush(context.RequestAborted);
        var page = await Traffic.List(null, limit);
        context.Response.Headers.CacheControl = "no-store";
        await JsonReply.Write(context, 200, new TopPaths { Paths = page.Counts }, ApiJson.Default.TopPaths);
    }

    // GET /stats/rate
    public async Task GetRate(HttpContext context)
    {
        if (await IsWrong(context, new QueryReader(context.Request))) return;
        await flusher.Flush(context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        await JsonReply.Write(context, 200, await Traffic.GetRate(), ApiJson.Default.TrafficRate);
    }

    private ITrafficGrain Traffic => grains.GetGrain<ITrafficGrain>(0);

    private static async Task<bool> IsWrong(HttpContext context, QueryReader query)
    {
        if (query.Problem is not { } problem) return false;
        await ProblemReply.Write(context, problem);
        return true;
    }
}

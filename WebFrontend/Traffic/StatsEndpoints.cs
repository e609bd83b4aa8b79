using OrleansJobs.Traffic;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>What was requested how often. Each answer has every request that this process answered before it was asked.</summary>
internal static class StatsEndpoints
{
    private const int LargestPage = 10_000;

    /// <summary>How often each path was requested</summary>
    /// <remarks>The most requested first; among equals the greatest by bytes.</remarks>
    /// <response code="200">A page of the list</response>
    [Example(200, """{"URL request counts": [{"url": "/api/one/", "request_count": 2}]}""")]
    public static async Task<Results<Page<UrlCountList>, Problem>> List(Query<Place, Place> query, TrafficFlusher flusher, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (query.Problem is { } problem) return problem;
        await flusher.Flush(cancellationToken);
        var page = await grains.GetGrain<ITrafficGrain>(0).List(query.Value.After, query.Value.Limit);
        var counts = page.Counts.Select(count => new UrlCount(count.Url, count.Requests));
        return new Page<UrlCountList>(new UrlCountList([.. counts]), page.HasMore ? StatsCursor.Write(page.Counts[^1]) : null);
    }

    /// <summary>The most requested paths</summary>
    /// <response code="200">The paths</response>
    [Example(200, """{"paths": [{"url": "/api/one/", "requests": 2}]}""")]
    public static async Task<Results<Answer<TopPaths>, Problem>> GetTop(Query<int, Top> query, TrafficFlusher flusher, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (query.Problem is { } problem) return problem;
        await flusher.Flush(cancellationToken);
        return new Answer<TopPaths>(new TopPaths((await grains.GetGrain<ITrafficGrain>(0).List(null, query.Value)).Counts));
    }

    /// <summary>How many requests a second were counted in the last minute</summary>
    /// <remarks>The minute ends with the last period of five seconds that is over.</remarks>
    /// <response code="200">The rate</response>
    [Example(200, """{"from": "2026-01-31T12:00:00+00:00", "to": "2026-01-31T12:01:00+00:00", "requests": 120, "perSecond": 2}""")]
    public static async Task<Results<Answer<TrafficRate>, Problem>> GetRate(NoQuery query, TrafficFlusher flusher, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (query.Problem is { } problem) return problem;
        await flusher.Flush(cancellationToken);
        return new Answer<TrafficRate>(await grains.GetGrain<ITrafficGrain>(0).GetRate());
    }

    /// <summary>The query string of the list.</summary>
    internal sealed record Place(int Limit, PathCount? After) : IQueryForm<Place>
    {
        private const int LongestCursor = 4_000;

        public static Place Read(QueryReader query) => new(
            query.Integer("limit", "Entries of a page: 1 to 10,000, 1,000 unless given.", 1, LargestPage) ?? 1_000,
            query.Cursor(StatsCursor.Read, "Where the page begins: see the header Link of the page before.", LongestCursor));
    }

    /// <summary>The query string of the most requested paths.</summary>
    internal sealed class Top : IQueryForm<int>
    {
        public static int Read(QueryReader query) => query.Integer("n", "How many: 1 to 10,000, 10 unless given.", 1, LargestPage) ?? 10;
    }
}

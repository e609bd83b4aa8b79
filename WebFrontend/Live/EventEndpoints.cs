using OrleansJobs.Live;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Jobs;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>Jobs as they go on: streams of Server-Sent Events. docs/api.md has their form.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("").WithTags("Jobs");
        events.MapGet("/jobs/{id}/events", Watch).ForTenants(JobGrains.TenantOf);
        events.MapGet("/events", WatchMany);
    }

    /// <summary>Tells of a job until it has ended</summary>
    /// <remarks>
    /// Events "state" (the job without input and result), "progress", "log" (a line of the log) and, at the end of a job that
    /// succeeded, "result". First the state as it is, and the log until then. The last event of a job that has ended is its state, or
    /// its result; then the stream ends. The id of each is good for Last-Event-ID.
    /// </remarks>
    /// <response code="200">The events</response>
    /// <response code="204">The job has ended, and the caller knows all of it</response>
    public static async Task<Results<JobEventStream, NoContent, Problem>> Watch(
        JobKey id, LastEventId<JobEventId> last, NoQuery query, Watches watches, JobGrains jobs, JobReads reads, Redaction redaction, TimeProvider clock)
    {
        if (Problem.Of(query, last) is { } problem) return problem;
        if (id.Id is not { } key) return JobResults.NotFound;
        if (await watches.Of(key) is not { } watcher) return ProblemTypes.TooManyWatchers;
        if (await jobs.Get(id, TimeSpan.Zero) is not { } job) return JobResults.NotFound;

        // No event of this job has had a version that is not reached yet.
        var told = last.Value?.Version <= job.Version ? last.Value : JobEventId.None;
        return told.IsAllOf(job) ? TypedResults.NoContent() : new JobEventStream(job, told, watcher, reads, redaction, clock);
    }

    /// <summary>Tells of every new state of many jobs, from now on</summary>
    /// <remarks>
    /// Events "state" (a job without input and result), and "reset" where others may have been missed: read what you need to know.
    /// With Last-Event-ID those that this process still has are told first.
    /// </remarks>
    /// <response code="200">The events</response>
    public static async Task<Results<FeedStream, Problem>> WatchMany(
        Query<NewsFilter, EventsQuery> filter, LastEventId<FeedEventId> last, Watches watches)
    {
        if (Problem.Of(filter, last) is { } problem) return problem;
        return await watches.Of(filter.Value, last.Value) is { } stream ? stream : ProblemTypes.TooManyWatchers;
    }
}

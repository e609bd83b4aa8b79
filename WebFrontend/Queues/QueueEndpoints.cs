using OrleansJobs.Queues;
using OrleansJobs.Rates;

namespace OrleansJobs.WebFrontend.Queues;

/// <summary>Queues over HTTP. Changes go to the queue's grain, which answers when they hold; reads do not wake it.</summary>
internal static class QueueEndpoints
{
    private const string Example = """{"name": "default", "paused": false, "concurrency": 20, "limit": 20, "lanes": {"concurrency": 1}, "fair": true}""";

    private static readonly Problem NotFound = ProblemTypes.QueueNotFound.Because("There is no queue of this name.");

    public static void MapQueues(this IEndpointRouteBuilder routes)
    {
        var queues = routes.MapGroup("/queues").WithTags("Queues");
        queues.MapGet("", List);
        var queue = queues.MapGroup("{name}").WithMetadata(ParameterPart.Path("name", "The queue's name; matches exactly."));
        queue.MapGet("", Get);
        queue.MapPut("", Put);
        queue.MapGet("lanes", ListLanes);
        queue.MapPost("pause", Pause);
        queue.MapPost("resume", Resume);
        routes.MapGet("/jobs/counts", CountJobs).WithTags("Jobs");
        routes.MapGet("/jobs/rates", GetRates).WithTags("Jobs");
    }

    /// <summary>Lists queues, in order of their names</summary>
    /// <response code="200">A page of queues</response>
    public static async Task<Results<Page<QueueList>, Problem>> List(Query<QueuePlace, QueuePlace> query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        var page = await grains.GetGrain<IQueueQueryGrain>(0).List(query.Value.After, query.Value.Limit);
        return new Page<QueueList>(new QueueList([.. page.Queues.Select(QueueView.Of)], page.Next), page.Next);
    }

    /// <summary>Reads a queue</summary>
    /// <response code="200">The queue</response>
    [Fails(404)]
    [Example(200,
        """
        {
          "name": "default", "paused": false, "concurrency": 20, "limit": 20, "lanes": {"concurrency": 1}, "fair": true,
          "breaker": {"failures": 0.5, "of": 20, "hold": "PT1M"}, "breakerState": "open", "held": {"until": "2026-11-29T12:01:00Z", "by": "breaker"},
          "depth": {"scheduled": 3, "queued": 120, "running": 20}, "oldestWaiting": "PT4S", "throughput": 12.5
        }
        """)]
    public static async Task<Results<Answer<QueueView>, Problem>> Get(string name, NoQuery query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        return QueueName.IsPossible(name) && await grains.GetGrain<IQueueQueryGrain>(0).Get(name) is { } queue
            ? new Answer<QueueView>(QueueView.Of(queue))
            : NotFound;
    }

    /// <summary>Lists the lanes of a queue that have unfinished jobs, in order of their names</summary>
    /// <remarks>
    /// What waits is counted up to 5,000 of each lane; if there is more, the lane is marked as estimated. A page of lanes that are not
    /// busy may be short, even empty, and have a next one.
    /// </remarks>
    /// <response code="200">A page of lanes</response>
    [Fails(404)]
    [Example(200, """{"lanes": [{"name": "acme", "running": 2, "slots": 2, "waiting": 140, "limit": 5, "weight": 3}]}""")]
    public static async Task<Results<Page<LaneList>, Problem>> ListLanes(string name, Query<LanePlace, LanePlace> query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        if (!QueueName.IsPossible(name)) return NotFound;
        var (limit, after, busy) = query.Value;
        return await grains.GetGrain<IQueueQueryGrain>(0).ListLanes(name, after, limit, busy) is { } page
            ? new Page<LaneList>(new LaneList(page.Lanes, page.Next), page.Next)
            : NotFound;
    }

    /// <summary>Counts jobs by state</summary>
    /// <remarks>
    /// From counts that every commit keeps, so it costs the same for any number of jobs. Only scheduled and queued share one: which are
    /// due is counted, up to 100,000; only if there are more of both, the answer says that these two are estimated.
    /// </remarks>
    /// <response code="200">The counts</response>
    [Example(200, """{"scheduled": 3, "queued": 120, "running": 20, "succeeded": 4711, "failed": 2, "cancelled": 0}""")]
    public static async Task<Results<Answer<JobCounts>, Problem>> CountJobs(Query<CountedJobs, CountedJobs> query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        return new Answer<JobCounts>(await grains.GetGrain<IQueueQueryGrain>(0).CountJobs(query.Value.Kind, query.Value.Queue));
    }

    /// <summary>Tells what became of jobs in the last hour, minute by minute</summary>
    /// <remarks>Of all silos together, as they counted it: no row is read. What a silo counted that died since is told until the one that adds it up does.</remarks>
    /// <response code="200">The rates</response>
    [Example(200,
        """
        {
          "submitted": 12.5, "started": 12.4, "ended": 12.4, "failedShare": 0.01, "waitP50": "PT1S", "waitP99": "PT4S",
          "minutes": [{"at": "2026-01-31T12:00:00+00:00", "submitted": 750, "started": 744, "succeeded": 740, "failed": 4, "cancelled": 0}]
        }
        """)]
    public static async Task<Results<Answer<JobRates>, Problem>> GetRates(NoQuery query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        return new Answer<JobRates>(await grains.GetGrain<IJobRatesGrain>(0).Get());
    }

    /// <summary>Replaces the settings of a queue</summary>
    /// <remarks>
    /// What is left out gets its default: the configured concurrency, not paused, no rate, no limits of lanes, not fair, any
    /// number of jobs that wait, no breaker. The answer comes when the settings are durable and hold: no further job starts under the old ones.
    /// Running jobs go on, above a lowered limit too, and those that wait stay.
    /// </remarks>
    /// <response code="200">The queue with its new settings</response>
    [Fails(404)]
    [Example(200, Example)]
    public static async Task<Results<Answer<QueueView>, Problem>> Put(string name, Body<QueueSettings, QueueSettingsForm> body, IGrainFactory grains)
    {
        if (body.Problem is { } problem) return problem;
        return await Change(name, grains, queue => queue.Configure(body.Value));
    }

    /// <summary>Lets no job of a queue start</summary>
    /// <remarks>Jobs are still taken, and running ones go on. It holds until it is resumed, over restarts too.</remarks>
    /// <response code="200">The queue</response>
    [Fails(404), Fails(422)]
    [Example(200, Example)]
    public static Task<Results<Answer<QueueView>, Problem>> Pause(string name, IGrainFactory grains) =>
        Change(name, grains, queue => queue.SetPaused(true));

    /// <summary>Lets the jobs of a queue start again</summary>
    /// <remarks>It also ends a hold that a job asked for, and closes the breaker.</remarks>
    /// <response code="200">The queue</response>
    [Fails(404), Fails(422)]
    [Example(200, Example)]
    public static Task<Results<Answer<QueueView>, Problem>> Resume(string name, IGrainFactory grains) =>
        Change(name, grains, queue => queue.SetPaused(false));

    private static async Task<Results<Answer<QueueView>, Problem>> Change(string name, IGrainFactory grains, Func<IQueueGrain, Task<QueueResult>> change)
    {
        // A name that no job can give wakes no grain.
        if (!QueueName.IsPossible(name)) return NotFound;
        return await change(grains.GetGrain<IQueueGrain>(name)) switch
        {
            QueueResult.Changed changed => new Answer<QueueView>(QueueView.Of(changed.Queue)),
            QueueResult.Invalid invalid => Problem.Invalid(invalid.Errors),
            var other => Problem.Unavailable(other is QueueResult.Unavailable { Unchanged: true }),
        };
    }
}

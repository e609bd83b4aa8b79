using OrleansJobs.Queues;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Queues;

/// <summary>Queues over HTTP. Changes go to the queue's grain, which answers when they hold; reads do not wake it.</summary>
internal sealed class QueueEndpoints(IGrainFactory grains)
{
    // GET /queues/{name}
    public async Task Get(HttpContext context)
    {
        var query = new QueryReader(context.Request);
        if (query.Problem is { } problem)
            await ProblemReply.Write(context, problem);
        else if (TryGetName(context, out var name) && await grains.GetGrain<IQueueQueryGrain>(0).Get(name) is { } queue)
            await Write(context, queue);
        else
            await WriteNotFound(context);
    }

    // GET /queues
    public async Task List(HttpContext context)
    {
        var query = new QueryReader(context.Request, "limit", "cursor");
        var limit = query.Integer("limit", absent: 100, least: 1, most: 500);
        var after = query.Text("cursor");
        if (after is not null && !QueueName.IsPossible(after)) query.Fault("cursor", "is not one that a page of this list gave");
        if (query.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        var page = await grains.GetGrain<IQueueQueryGrain>(0).List(after, limit);
        context.Response.Headers.CacheControl = "no-store";
        if (page.Next is { } next) context.Response.Headers.Link = $"</queues?limit={limit}&cursor={Uri.EscapeDataString(next)}>; rel=\"next\"";
        await JsonReply.Write(context, 200, new QueueList { Queues = page.Queues, NextCursor = page.Next }, ApiJson.Default.QueueList);
    }

    // GET /jobs/counts
    public async Task CountJobs(HttpContext context)
    {
        var query = new QueryReader(context.Request, "kind", "queue");
        var (kind, queue) = (query.Text("kind"), query.Text("queue"));
        if (query.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        var counts = await grains.GetGrain<IQueueQueryGrain>(0).CountJobs(kind, queue);
        context.Response.Headers.CacheControl = "no-store";
        await JsonReply.Write(context, 200, counts, ApiJson.Default.JobCounts);
    }

    // PUT /queues/{name}
    public async Task Put(HttpContext context)
    {
        using var body = await JsonBody.Read(context);
        if (body.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        var fields = new FieldReader(body.Root);
        var settings = new QueueSettings { Concurrency = fields.Integer("concurrency"), Paused = fields.Flag("paused") ?? false };
        fields.RefuseOthers();
        if (fields.Faults.Count > 0)
            await ProblemReply.Write(context, Problem.Invalid(fields.Faults));
        else
            await Change(context, queue => queue.Configure(settings));
    }

    // POST /queues/{name}/pause
    public Task Pause(HttpContext context) => Change(context, queue => queue.SetPaused(true));

    // POST /queues/{name}/resume
    public Task Resume(HttpContext context) => Change(context, queue => queue.SetPaused(false));

    private async Task Change(HttpContext context, Func<IQueueGrain, Task<QueueResult>> change)
    {
        if (!TryGetName(context, out var name))
        {
            await WriteNotFound(context);
            return;
        }

        await (await change(grains.GetGrain<IQueueGrain>(name)) switch
        {
            QueueResult.Changed changed => Write(context, changed.Queue),
            QueueResult.Invalid invalid => ProblemReply.Write(context, Problem.Invalid(invalid.Errors)),
            var other => ProblemReply.Write(context, Problem.Unavailable(other is QueueResult.Unavailable { Unchanged: true })),
        });
    }

    // A name that no job can give wakes no grain.
    private static bool TryGetName(HttpContext context, out string name)
    {
        name = (string)context.GetRouteValue("name")!;
        return QueueName.IsPossible(name);
    }

    private static Task Write(HttpContext context, QueueStatus queue)
    {
        context.Response.Headers.CacheControl = "no-store";
        return JsonReply.Write(context, 200, queue, ApiJson.Default.QueueStatus);
    }

    private static Task WriteNotFound(HttpContext context) =>
        ProblemReply.Write(context, new Problem(ProblemTypes.QueueNotFound, "There is no queue of this name."));
}

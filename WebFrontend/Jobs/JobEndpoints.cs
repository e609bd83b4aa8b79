using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Requests;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>
/// Jobs over HTTP. Bodies are read and written by hand rather than bound by the framework: a submit is the hot path of
/// the whole service, and every fault of a body is named.
/// </summary>
internal sealed class JobEndpoints(IGrainFactory grains, JobCalls jobs, IIdSource ids, JobWaiter waiter, KindAccess access, Draining draining)
{
    // POST /jobs
    public async Task Submit(HttpContext context)
    {
        if (draining.IsOn)
        {
            await ProblemReply.Write(context, Problem.Draining());
            return;
        }

        using var body = await JsonBody.Read(context);
        if (body.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        var spec = JobRequests.ReadSpec(body.Root, out var faults);
        if (!IdempotencyKey.TryRead(context.Request, out var key, out var keyFault)) faults = [.. faults, keyFault!];
        if (faults.Count > 0)
        {
            await ProblemReply.Write(context, Problem.Invalid(faults));
            return;
        }

        if (await access.Refusal(context, spec.Kind) is { } refusal)
        {
            await ProblemReply.Write(context, refusal);
            return;
        }

        var id = key is null ? ids.NewId() : JobId.FromKey(spec.Tenant, key);
        spec = spec with { Keyed = key is not null, TraceParent = TraceContext.Of(context.Request) };
        await JobReply.Write(context, await ServerTiming.Engine(context, () => jobs.Submit(id, spec)));
    }

    // GET /jobs/{id}
    public async Task Get(HttpContext context)
    {
        var query = new QueryReader(context.Request, "wait");
        var wait = WaitTime.Read(context, query);
        if (query.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        await JobReply.WriteCurrent(context, await waiter.Get(context, wait));
    }

    // POST /jobs/{id}/cancel
    public async Task Cancel(HttpContext context)
    {
        using var body = await JsonBody.Read(context, optional: true);
        if (body.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        var request = JobRequests.ReadCancel(body.Root, out var faults);
        if (faults.Count > 0)
            await ProblemReply.Write(context, Problem.Invalid(faults));
        else if (JobPath.TryGetId(context, out var id))
            await JobReply.Write(context, await ServerTiming.Engine(context, () => grains.GetGrain<IJobGrain>(id).Cancel(request.Reason)), ProblemTypes.JobHasEnded);
        else
            await JobReply.WriteNotFound(context);
    }

    // POST /jobs/{id}/retry
    public async Task Retry(HttpContext context)
    {
        if (draining.IsOn)
        {
            await ProblemReply.Write(context, Problem.Draining());
            return;
        }

        using var body = await JsonBody.Read(context, optional: true);
        if (body.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        var request = JobRequests.ReadRetry(body.Root, out var faults);
        if (faults.Count > 0)
            await ProblemReply.Write(context, Problem.Invalid(faults));
        else if (!JobPath.TryGetId(context, out var id))
            await JobReply.WriteNotFound(context);
        else if (request.Input is not null && await access.Refusal(context, await KindOf(id)) is { } refusal)
            await ProblemReply.Write(context, refusal);
        else
            await JobReply.Write(context, await ServerTiming.Engine(context, () => grains.GetGrain<IJobGrain>(id).Retry(request.Input)), ProblemTypes.JobHasNotEnded);
    }

    private async Task<string?> KindOf(Guid id) => (await grains.GetGrain<IJobQueryGrain>(0).Get(id))?.Kind;

    // GET /jobs
    public async Task List(HttpContext context)
    {
        var query = new QueryReader(context.Request, "state", "kind", "queue", "tag", "createdFrom", "createdTo", "q", "sort", "limit", "cursor");
        var filter = JobListQuery.Read(query);
        if (query.Problem is { } problem)
            await ProblemReply.Write(context, problem);
        else
            JobReply.WritePage(context, await ServerTiming.Engine(context, () => grains.GetGrain<IJobQueryGrain>(0).List(filter)));
    }
}

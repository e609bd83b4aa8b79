using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Requests;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>Changes of what a job is to do, and its removal.</summary>
internal sealed class JobEditEndpoints(IGrainFactory grains)
{
    // PATCH /jobs/{id}
    public async Task Patch(HttpContext context)
    {
        using var body = await JsonBody.Read(context);
        if (body.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        var patch = JobRequests.ReadPatch(body.Root, out var faults);
        if (faults.Count > 0)
            await ProblemReply.Write(context, Problem.Invalid(faults));
        else if (!JobPath.TryGetId(context, out var id))
            await JobReply.WriteNotFound(context);
        else if (!EntityTag.TryReadCondition(context.Request, out var versions))
            await ProblemReply.Write(context, new Problem(ProblemTypes.OtherVersion, "The header If-Match names no version that a job can have."));
        else
            await Answer(context, await ServerTiming.Engine(context, () => grains.GetGrain<IJobGrain>(id).Patch(patch with { Versions = versions })));
    }

    // DELETE /jobs/{id}
    public async Task Delete(HttpContext context)
    {
        if (!JobPath.TryGetId(context, out var id))
        {
            await JobReply.WriteNotFound(context);
            return;
        }

        var result = await ServerTiming.Engine(context, () => grains.GetGrain<IJobGrain>(id).Delete());
        if (result is ChangeResult.Changed) context.Response.StatusCode = 204;
        else await JobReply.Write(context, result, ProblemTypes.JobHasNotEnded);
    }

    private static Task Answer(HttpContext context, ChangeResult result)
    {
        var runs = result is ChangeResult.Conflict { Job.State: JobState.Running };
        return JobReply.Write(context, result, runs ? ProblemTypes.JobIsRunning : ProblemTypes.JobHasEnded);
    }
}

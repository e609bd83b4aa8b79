using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>Turns what grains answer about jobs into HTTP answers.</summary>
internal static class JobReply
{
    /// <summary>Answers a submit.</summary>
    public static Task Write(HttpContext context, SubmitResult result)
    {
        var outcome = SubmitOutcome.Of(result);
        return outcome.Job is { } job ? WriteSubmitted(context, outcome.Status, job) : ProblemReply.Write(context, outcome.Problem!);
    }

    /// <summary>Answers a change of a job.</summary>
    /// <param name="context">The request.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="conflict">What it means that the job's state does not allow it.</param>
    public static Task Write(HttpContext context, ChangeResult result, ProblemType conflict)
    {
        switch (result)
        {
            case ChangeResult.Changed changed:
                return WriteJob(context, 200, changed.Job);
            case ChangeResult.Conflict { Job: var job }:
                return ProblemReply.Write(context, new Problem(conflict, $"The job is {JobListQuery.NameOf(job.State)}."));
            case ChangeResult.OtherVersion { Job: var job }:
                return ProblemReply.Write(context, new Problem(ProblemTypes.OtherVersion, $"The job's ETag is now {EntityTag.Of(job)}."));
            case ChangeResult.NotFound:
                return WriteNotFound(context);
            case ChangeResult.Invalid invalid:
                return ProblemReply.Write(context, Problem.Invalid(invalid.Errors));
            default:
                return ProblemReply.Write(context, Problem.Unavailable(result is ChangeResult.Unavailable { Unchanged: true }));
        }
    }

    /// <summary>Answers a read of one job, with nothing but its tag if the caller has it already.</summary>
    public static Task WriteCurrent(HttpContext context, Job? job)
    {
        if (job is null) return WriteNotFound(context);
        // Jobs change at any time: a cache may keep the answer, but has to ask before using it.
        context.Response.Headers.CacheControl = "no-cache";
        var tag = EntityTag.Of(job);
        if (!EntityTag.IsKnown(context.Request, tag)) return WriteJob(context, 200, job);
        context.Response.Headers.ETag = tag;
        context.Response.StatusCode = 304;
        return Task.CompletedTask;
    }

    /// <summary>Answers a list.</summary>
    public static void WritePage(HttpContext context, JobPage page)
    {
        var cursor = page.Next is { } next ? JobCursor.Write(next) : null;
        if (cursor is not null)
            PageLink.Write(context, cursor);
        JsonReply.Write(context, 200, new JobList { Jobs = page.Jobs, NextCursor = cursor }, ApiJson.Default.JobList);
    }

    /// <summary>Answers that there is no such job.</summary>
    public static Task WriteNotFound(HttpContext context) =>
        ProblemReply.Write(context, new Problem(ProblemTypes.JobNotFound, "There is no job with this id."));

    private static Task WriteSubmitted(HttpContext context, int status, Job job)
    {
        context.Response.Headers.Location = $"/jobs/{job.Id}";
        return WriteJob(context, status, job);
    }

    private static Task WriteJob(HttpContext context, int status, Job job)
    {
        context.Response.Headers.ETag = EntityTag.Of(job);
        return JsonReply.Write(context, status, job, ApiJson.Default.Job);
    }
}

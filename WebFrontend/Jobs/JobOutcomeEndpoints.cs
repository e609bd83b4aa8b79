using System.Globalization;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>What came of a job: its bare result, and what its attempts wrote to its log.</summary>
internal sealed class JobOutcomeEndpoints(IGrainFactory grains, JobWaiter waiter, TimeProvider clock)
{
    // Nobody should poll a job of next year every second, nor miss for hours that it was moved.
    private const double LongestRetryAfter = 3_600;

    // GET /jobs/{id}/result
    public async Task GetResult(HttpContext context)
    {
        var query = new QueryReader(context.Request, "wait");
        var wait = WaitTime.Read(context, query);
        if (query.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        var job = await waiter.Get(context, wait);
        context.Response.Headers.CacheControl = "no-cache";
        await (job switch
        {
            null => JobReply.WriteNotFound(context),
            { HasEnded: false } => WriteUnfinished(context, job),
            { State: not JobState.Succeeded } => ProblemReply.Write(context, new Problem(
                ProblemTypes.NoResult, $"The job is {JobListQuery.NameOf(job.State)}.")),
            { PayloadExpired: true } => ProblemReply.Write(context, new Problem(
                ProblemTypes.ResultExpired, ProblemTypes.ResultExpired.Explanation)),
            { Result: { } result } => JsonReply.Write(context, 200, result.Utf8.AsSpan()),
            _ => JsonReply.Write(context, 200, "null"u8),
        });
    }

    // GET /jobs/{id}/logs
    public async Task GetLog(HttpContext context)
    {
        var query = new QueryReader(context.Request, "attempt", "limit", "cursor");
        var attempt = query.Integer("attempt", absent: 0, least: 1, most: int.MaxValue);
        var filter = new JobLogFilter
        {
            JobId = JobPath.TryGetId(context, out var id) ? id : Guid.Empty,
            Attempt = attempt == 0 ? null : attempt,
            Limit = query.Integer("limit", absent: 100, least: 1, most: 1_000),
            After = ReadCursor(query),
        };
        if (query.Problem is { } problem)
            await ProblemReply.Write(context, problem);
        else if (filter.JobId == Guid.Empty || await ServerTiming.Engine(context, () => grains.GetGrain<IJobQueryGrain>(0).GetLog(filter)) is not { } page)
            await JobReply.WriteNotFound(context);
        else
            await WritePage(context, page);
    }

    private Task WriteUnfinished(HttpContext context, Job job)
    {
        var seconds = Math.Clamp(Math.Ceiling((job.RunAt - clock.GetUtcNow()).TotalSeconds), 1, LongestRetryAfter);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return JsonReply.Write(context, 202, new JobStatus { State = job.State }, ApiJson.Default.JobStatus);
    }

    private static Task WritePage(HttpContext context, JobLogPage page)
    {
        var cursor = page.Next is { } next ? JobCursor.Write((long)next.Attempt << 32 | (uint)next.Number) : null;
        if (cursor is not null) PageLink.Write(context, cursor);
        return JsonReply.Write(context, 200, new JobLog { Lines = page.Lines, NextCursor = cursor }, ApiJson.Default.JobLog);
    }

    // The two numbers of a place in a log stand in one, as JobCursor has it.
    private static JobLogPosition ReadCursor(QueryReader query)
    {
        if (query.Text("cursor") is not { } text) return JobLogPosition.Start;
        if (JobCursor.TryRead(text, out var place) && (uint)place <= int.MaxValue)
            return new JobLogPosition { Attempt = (int)(place >> 32), Number = (int)place };
        query.Fault("cursor", "is not one that a page of this list gave");
        return JobLogPosition.Start;
    }
}

using System.ComponentModel;
using Microsoft.AspNetCore.Authorization;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using OrleansJobs.Queues;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Queues;

namespace OrleansJobs.WebFrontend.Mcp;

/// <summary>What agents can find out about jobs and queues. Answers are the JSON that the HTTP routes give.</summary>
[McpServerToolType, Authorize(Scopes.Read)]
internal sealed class JobTools(IGrainFactory grains, Redaction redaction)
{
    private const int MostJobs = 100;

    [McpServerTool(Name = "list_jobs", ReadOnly = true), Description("Lists jobs, the newest first, without inputs and results.")]
    public async Task<string> ListJobs(
        [Description("scheduled, waiting, queued, running, succeeded, failed or cancelled; absent: any.")] string? state = null,
        [Description("Only jobs of this kind.")] string? kind = null,
        [Description("Only jobs of this queue.")] string? queue = null,
        [Description("Only jobs with this tag.")] string? tag = null,
        [Description("At most so many, 1 to 100.")] int limit = 20)
    {
        var filter = new JobFilter { State = ReadState(state), Kind = kind, Queue = queue, Tag = tag, Limit = Math.Clamp(limit, 1, MostJobs) };
        return redaction.Text(new JobList((await Jobs.List(filter)).Jobs, null), ApiJson.Default.JobList);
    }

    [McpServerTool(Name = "get_job", ReadOnly = true), Description("Reads a job: its state, attempts, errors, progress, input and result.")]
    public async Task<string> GetJob([Description("The job's id.")] Guid id)
    {
        var job = await Jobs.Get(id) ?? throw NotFound();
        return job.Sealed is { } why ? throw new McpException(why) : redaction.Text(job, ApiJson.Default.Job);
    }

    [McpServerTool(Name = "explain_job", ReadOnly = true), Description("Says why a job is where it is, and when it will go on.")]
    public async Task<string> ExplainJob([Description("The job's id.")] Guid id) => redaction.Text(await Jobs.Explain(id) ?? throw NotFound(), ApiJson.Default.JobExplanation);

    [McpServerTool(Name = "read_log", ReadOnly = true), Description("Reads the first lines that a job's attempts wrote to its log.")]
    public async Task<string> ReadLog([Description("The job's id.")] Guid id)
    {
        var page = await Jobs.GetLog(new JobLogFilter { JobId = id, Limit = MostJobs }) ?? throw NotFound();
        return redaction.Text(new JobLog(page.Lines, null), ApiJson.Default.JobLog);
    }

    [McpServerTool(Name = "count_jobs", ReadOnly = true), Description("Counts jobs by state.")]
    public async Task<string> CountJobs([Description("Only jobs of this kind.")] string? kind = null, [Description("Only jobs of this queue.")] string? queue = null) =>
        redaction.Text(await Queues.CountJobs(kind, queue), ApiJson.Default.JobCounts);

    [McpServerTool(Name = "queue_status", ReadOnly = true), Description("Reads a queue: its limits, whether it is paused or held, how many jobs wait and run.")]
    public async Task<string> QueueStatus([Description("The queue's name.")] string queue) =>
        redaction.Text(QueueView.Of(await Queues.Get(queue) ?? throw new McpException("There is no queue of this name.")), ApiJson.Default.QueueView);

    [McpServerTool(Name = "list_kinds", ReadOnly = true), Description("Lists the kinds of job that can be submitted, with the JSON Schemas of their inputs.")]
    public async Task<string> ListKinds() => redaction.Text(new KindList(await grains.GetGrain<IKindsGrain>(0).List()), ApiJson.Default.KindList);

    /// <summary>What is said of a job that there is not.</summary>
    public static McpException NotFound() => new("There is no job with this id.");

    private IJobQueryGrain Jobs => grains.GetGrain<IJobQueryGrain>(0);

    private IQueueQueryGrain Queues => grains.GetGrain<IQueueQueryGrain>(0);

    private static JobState? ReadState(string? text) =>
        text is null ? null : JobListQuery.StateOf(text) ?? throw new McpException($"\"{text}\" is no state.");
}

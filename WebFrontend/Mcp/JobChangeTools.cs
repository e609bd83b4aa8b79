using System.ComponentModel;
using Microsoft.AspNetCore.Authorization;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Audit;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Mcp;

/// <summary>What agents can change, if they have the scope for it. Changes are noted as those over HTTP are.</summary>
[McpServerToolType]
internal sealed class JobChangeTools(IGrainFactory grains, JobCalls calls, Draining draining, Redaction redaction, IHttpContextAccessor http)
{
    [McpServerTool(Name = "submit_job"), Description("Submits a job; answers when it is stored durably."), Authorize(Scopes.Submit)]
    public async Task<string> SubmitJob(
        [Description("One of list_kinds.")] string kind,
        [Description("What the kind's schema asks for.")] JsonElement? input = null,
        [Description("The queue; absent: the kind's own.")] string? queue = null,
        [Description("A key of the caller's own: under one key there is one job, however often it is submitted.")] string? key = null)
    {
        if (draining.IsOn) throw new McpException(ProblemTypes.Draining.Detail);
        if (await new KindAccess(Context).Refusal(kind) is { } refusal) throw new McpException(refusal.Detail);
        if (key is not null && IdempotencyKey.FaultOf(key) is { } fault) throw new McpException($"The key {fault}.");
        var spec = new JobSpec { Kind = kind, Queue = queue, Input = input is { } value ? Json.Parse(value.GetRawText()) : null };
        if (spec.Input is { } given && redaction.FaultOf(given) is { } shown) throw new McpException($"The input {shown}.");
        return await calls.Submit(spec, key) switch
        {
            SubmitResult.Accepted { Job: var made } => redaction.Text(made, ApiJson.Default.Job),
            SubmitResult.Existing { Job: var known } => redaction.Text(known, ApiJson.Default.Job),
            var refused => throw Refused(JobResults.ProblemOf(refused)),
        };
    }

    [McpServerTool(Name = "cancel_job", Destructive = true), Description("Stops a job wherever it is."), Authorize(Scopes.Operate)]
    public Task<string> CancelJob([Description("The job's id.")] Guid id, [Description("Why.")] string? reason = null) =>
        Change(id, "cancel_job", job => job.Cancel(reason), ProblemTypes.JobHasEnded);

    [McpServerTool(Name = "retry_job"), Description("Runs an ended job again."), Authorize(Scopes.Operate)]
    public Task<string> RetryJob([Description("The job's id.")] Guid id) => Change(id, "retry_job", job => job.Retry(null), ProblemTypes.JobHasNotEnded);

    private HttpContext Context => http.HttpContext!;

    private async Task<string> Change(Guid id, string tool, Func<IJobGrain, Task<ChangeResult>> change, Problem conflict)
    {
        var result = await Audited.Tool(Context, tool, $"/jobs/{id}", async () =>
        {
            var made = await change(grains.GetGrain<IJobGrain>(id));
            return (made, made is ChangeResult.Changed ? 200 : JobResults.ProblemOf(made, conflict).Status);
        });
        return result is ChangeResult.Changed { Job: var job } ? redaction.Text(job, ApiJson.Default.Job) : throw Refused(JobResults.ProblemOf(result, conflict));
    }

    private static McpException Refused(Problem problem) =>
        new(string.Join(" ", [problem.Detail, .. problem.Errors.Select(error => $"{error.Field}: {error.Message}.")]));
}

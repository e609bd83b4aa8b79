using System.Buffers;
using Microsoft.Extensions.Options;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Clustering;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>
/// Many submits in one request. Each item is read and submitted like a submit of its own; they share the commits of the
/// store because many are under way at a time. The answer comes when every item has its outcome.
/// </summary>
internal sealed class BatchEndpoints(
    JobCalls jobs,
    IIdSource ids,
    Draining draining,
    BatchTurns turns,
    KindAccess access,
    IOptions<RequestLimitOptions> limits,
    ILogger<BatchEndpoints> log)
{
    // So that a small body of many faults makes no large answer.
    private const int FaultsOfItem = 5;

    // POST /jobs/batch
    public async Task Submit(HttpContext context)
    {
        if (draining.IsOn)
        {
            await ProblemReply.Write(context, Problem.Draining());
            return;
        }

        using var body = await BatchBody.Read(context, limits.Value.Batch);
        if (body.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        if (!IdempotencyKey.TryRead(context.Request, out var key, out var fault))
        {
            await ProblemReply.Write(context, Problem.Invalid([fault!]));
            return;
        }

        await JsonReply.Write(context, 200, Count(await ServerTiming.Engine(context, () => SubmitAll(context, body, key))), ApiJson.Default.BatchReply);
    }

    private async Task<BatchOutcome[]> SubmitAll(HttpContext context, BatchBody body, string? key)
    {
        var outcomes = new BatchOutcome[body.Count];
        var trace = TraceContext.Of(context.Request);
        var wantsJobs = context.Request.Headers["Prefer"].Any(one => one?.Contains("return=representation", StringComparison.OrdinalIgnoreCase) == true);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(body.Count, limits.Value.BatchConcurrency)).Select(_ => SubmitInTurn()));
        return outcomes;

        async Task SubmitInTurn()
        {
            while (Interlocked.Increment(ref next) is var index && index < outcomes.Length)
            {
                await turns.WaitAsync();
                try
                {
                    var result = await SubmitOne(body[index], key is null ? null : IdempotencyKey.OfItem(key, index), trace, context);
                    outcomes[index] = Outcome(context, result, wantsJobs);
                }
                finally
                {
                    turns.Release();
                }
            }
        }
    }

    private async Task<SubmitOutcome> SubmitOne(ReadOnlySequence<byte> text, string? batchKey, string? trace, HttpContext context)
    {
        JobSpec spec;
        string? key;
        using (var json = StrictJson.Parse(text))
        {
            if (json.Problem is { } problem) return new SubmitOutcome(null, problem);
            spec = JobRequests.ReadBatchItem(json.Root, out key, out var faults);
            if (faults.Count > 0) return new SubmitOutcome(null, Problem.Invalid(faults));
        }

        if (await access.Refusal(context, spec.Kind) is { } refusal) return new SubmitOutcome(null, refusal);
        key ??= batchKey;
        var id = key is null ? ids.NewId() : JobId.FromKey(spec.Tenant, key);
        try
        {
            return SubmitOutcome.Of(await jobs.Submit(id, spec with { Keyed = key is not null, TraceParent = trace }));
        }
        catch (Exception error) when (error.IsUnanswered())
        {
            // The others may have made their jobs: this one alone has no answer.
            log.LogWarning(error, "A job of a batch was not answered (trace {TraceId})", TraceContext.IdOf(context));
            return new SubmitOutcome(null, Problem.Unavailable(StoreException.IsUnchanged(error)));
        }
    }

    private static BatchOutcome Outcome(HttpContext context, SubmitOutcome outcome, bool wantsJobs) => outcome switch
    {
        { Job: { } job } => new BatchOutcome { Status = outcome.Status, Id = job.Id, Job = wantsJobs ? job : null },
        { Problem: { } problem } => new BatchOutcome
        {
            Status = outcome.Status,
            Problem = ProblemReply.Document(context, problem with { Errors = [.. problem.Errors.Take(FaultsOfItem)] }),
        },
        _ => throw new InvalidOperationException("A submit has neither a job nor a problem."),
    };

    private static BatchReply Count(BatchOutcome[] outcomes)
    {
        var (accepted, existing) = (outcomes.Count(one => one.Status == 202), outcomes.Count(one => one.Status == 200));
        return new BatchReply { Accepted = accepted, Existing = existing, Refused = outcomes.Length - accepted - existing, Items = outcomes };
    }
}

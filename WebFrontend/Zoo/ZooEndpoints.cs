using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;
using OrleansJobs.WebFrontend.Service;
using OrleansJobs.Zoo;

namespace OrleansJobs.WebFrontend.Zoo;

/// <summary>
/// The zoo over HTTP. Its first three routes keep the form of an older service, whose clients know them: the answer to
/// GET /animals/{name} is the id alone, and a sentence that is not there yet is "...".
/// </summary>
internal sealed class ZooEndpoints(IGrainFactory grains, Draining draining)
{
    private const string QueryKind = "zoo.query";

    // GET /animals
    public async Task List(HttpContext context) =>
        await JsonReply.Write(
            context, 200, await grains.GetGrain<IZooGrain>(0).GetAnimals(), ApiJson.Default.ImmutableArrayString);

    // GET /animals/{name}
    public async Task Start(HttpContext context)
    {
        if (await TryStart(context) is not { } result) return;
        if (result is not SubmitResult.Accepted { Job.Id: var id })
        {
            await JobReply.Write(context, result);
            return;
        }

        context.Response.Headers.Location = $"/query/{id}";
        context.Response.Headers.CacheControl = "no-store";
        await JsonReply.Write(context, 202, id, ApiJson.Default.Guid);
    }

    // POST /animals/{name}/queries
    public async Task StartAsJob(HttpContext context)
    {
        if (await TryStart(context) is { } result) await JobReply.Write(context, result);
    }

    // GET /query/{uuid}
    public async Task GetSentence(HttpContext context)
    {
        var job = Guid.TryParseExact(context.GetRouteValue("uuid") as string, "D", out var id)
            ? await grains.GetGrain<IJobQueryGrain>(0).Get(id)
            : null;
        context.Response.Headers.CacheControl = "no-store";
        await (job switch
        {
            not { Kind: QueryKind } => ProblemReply.Write(context, new Problem(
                ProblemTypes.QueryNotFound, ProblemTypes.QueryNotFound.Explanation)),
            { Result: { } sentence } => JsonReply.Write(context, 200, sentence.Utf8.AsSpan()),
            { HasEnded: false } => JsonReply.Write(context, 202, "\"...\""u8),
            { PayloadExpired: true, State: JobState.Succeeded } => ProblemReply.Write(context, new Problem(
                ProblemTypes.ResultExpired, ProblemTypes.ResultExpired.Explanation)),
            _ => ProblemReply.Write(context, new Problem(
                ProblemTypes.NoResult, $"The query is {JobListQuery.NameOf(job.State)}.")),
        });
    }

    // GET /animals/{name}/status
    public async Task GetStatus(HttpContext context)
    {
        if (Animal(context) is { } animal && await animal.GetStatus() is { } status)
            await JsonReply.Write(context, 200, status, ApiJson.Default.AnimalStatus);
        else
            await WriteNotFound(context);
    }

    /// <summary>Starts a query; null if it was answered already why it cannot be.</summary>
    private async Task<SubmitResult?> TryStart(HttpContext context)
    {
        if (draining.IsOn)
        {
            await ProblemReply.Write(context, Problem.Draining());
            return null;
        }

        var result = Animal(context) is { } animal ? await animal.StartQuery(TraceContext.Of(context.Request)) : null;
        if (result is null) await WriteNotFound(context);
        return result;
    }

    // White space is nobody's name, and Orleans takes it for no key.
    private IAnimalGrain? Animal(HttpContext context) =>
        context.GetRouteValue("name") is string name && !string.IsNullOrWhiteSpace(name) ? grains.GetGrain<IAnimalGrain>(name) : null;

    private static Task WriteNotFound(HttpContext context) =>
        ProblemReply.Write(context, new Problem(ProblemTypes.AnimalNotFound, "The zoo has no animal of this name."));
}

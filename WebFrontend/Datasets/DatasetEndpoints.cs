using OrleansJobs.Datasets;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>Reads of datasets over HTTP. A cache may keep every answer, and asks with its tag whether the dataset is still the same.</summary>
internal sealed class DatasetEndpoints(IGrainFactory grains)
{
    // GET /datasets
    public async Task List(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var list = new DatasetList { Datasets = await grains.GetGrain<IDatasetsGrain>(0).List() };
        await JsonReply.Write(context, 200, list, ApiJson.Default.DatasetList);
    }

    // GET /datasets/{name}
    public async Task Get(HttpContext context)
    {
        if (Find(context) is not { } dataset || await dataset.Get() is not { } report)
            await DatasetReply.WriteNotFound(context);
        // The same contents may come another time from elsewhere.
        else if (!DatasetReply.IsKnown(context, $"{report.Version}-{report.LoadedAt.UtcTicks}"))
            await JsonReply.Write(context, 200, report, ApiJson.Default.DatasetReport);
    }

    // GET /datasets/{name}/questions
    public async Task GetQuestions(HttpContext context) =>
        await WriteTexts(context, Find(context) is { } dataset ? await dataset.GetQuestions() : null);

    // GET /datasets/{name}/locations
    public async Task GetLocations(HttpContext context) =>
        await WriteTexts(context, Find(context) is { } dataset ? await dataset.GetLocations() : null);

    // GET /datasets/{name}/stats/{statistic}
    public async Task Ask(HttpContext context)
    {
        var query = new QueryReader(context.Request, "question", "state");
        var (question, state) = (query.AnyText("question", DatasetQuestion.LongestText), query.AnyText("state", DatasetQuestion.LongestText));
        if (query.Problem is { } problem)
            await ProblemReply.Write(context, problem);
        else if (Find(context) is not { } dataset)
            await DatasetReply.WriteNotFound(context);
        else if (DatasetStatistics.Find(context.GetRouteValue("statistic") as string) is not { } statistic)
            await ProblemReply.Write(context, new Problem(ProblemTypes.StatisticNotFound, ProblemTypes.StatisticNotFound.Explanation));
        else
            await DatasetReply.Write(context, await dataset.Ask(new DatasetQuestion { Statistic = statistic, Question = question, State = state }));
    }

    private static Task WriteTexts(HttpContext context, DatasetTexts? texts)
    {
        if (texts is null) return DatasetReply.WriteNotFound(context);
        return DatasetReply.IsKnown(context, texts.Version)
            ? Task.CompletedTask
            : JsonReply.Write(context, 200, texts.Texts, ApiJson.Default.ImmutableArrayString);
    }

    private IDatasetGrain? Find(HttpContext context) =>
        context.GetRouteValue("name") is string name && DatasetName.IsPossible(name) ? grains.GetGrain<IDatasetGrain>(name) : null;
}

using Microsoft.AspNetCore.Mvc;
using OrleansJobs.Datasets;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.NumberedJobs;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>
/// POST /api/states_mean and so on: a question to the default dataset as a job, in the form of an older service, whose clients
/// know it, errors included. What it cannot answer is refused at once, so that no job of it is made.
/// </summary>
internal static class StatisticEndpoints
{
    private const string Question = "\"question\": \"Percent of adults aged 18 years and older who have obesity\"";

    private static readonly object[] Answers =
    [
        new ProducesResponseTypeAttribute<NumberedAnswer>(200) { Description = "The job" },
        new ProducesResponseTypeAttribute<NumberedAnswer>(400) { Description = "The question or the location is missing, of the wrong type or unknown" },
        new ProducesResponseTypeAttribute<NumberedAnswer>(429) { Description = "As many jobs wait in the queue as may" },
        new ProducesResponseTypeAttribute<NumberedAnswer>(503) { Description = "Nothing new is taken" },
        new ExampleAttribute(400, """{"status": "error", "reason": "question is required"}"""),
        new ExampleAttribute(429, """{"status": "error", "reason": "too many jobs are waiting"}"""),
        new ExampleAttribute(503, """{"status": "error", "reason": "shutting down"}"""),
    ];

    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<IOptions<DatasetRequestOptions>>().Value;
        var api = routes.MapGroup("/api").WithTags("Datasets").WithMetadata(new BodyLimit(limits.Question)).MakesWork(NumberedReply.Draining);
        foreach (var statistic in DatasetStatistics.All)
        {
            api.MapPost(
                    statistic.Name(),
                    (StatisticBody body, JobGrains jobs, IGrainFactory grains) => Start(statistic, body, jobs, grains))
                .WithName($"statistic{statistic}")
                .WithSummary($"Asks the default dataset for {statistic.Name()}, as a job")
                .WithDescription($"In the form of an older service. The job is of kind {statistic.Kind()}; its result is the statistic.")
                .WithMetadata(Answers)
                .WithMetadata(new BodyExample(statistic.IsOfState() ? $$"""{{{Question}}, "state": "Ohio"}""" : $"{{{Question}}}"));
        }
    }

    private static async Task<NumberedReply> Start(DatasetStatistic statistic, StatisticBody body, JobGrains jobs, IGrainFactory grains)
    {
        if (body.Fault is { } wrong) return NumberedReply.Error(400, wrong);
        var request = statistic.IsOfState() ? body.Value : body.Value with { State = null };
        var question = new DatasetQuestion { Statistic = statistic, Question = request.Question, State = body.Value.State };
        if (await grains.GetGrain<IDatasetGrain>(DatasetName.Default).Check(question) is { } fault)
            return NumberedReply.Error(400, $"{fault.Field} {fault.Message}");
        var input = Json.From(JsonSerializer.SerializeToUtf8Bytes(request, ApiJson.Default.StatisticRequest));
        return NumberedReply.Of(await jobs.Submit(new JobSpec { Kind = statistic.Kind(), Input = input }, key: null));
    }
}

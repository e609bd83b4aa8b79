using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using OrleansJobs.Datasets;
using OrleansJobs.WebFrontend.NumberedJobs;
using OrleansJobs.WebFrontend.OpenApi;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>The routes of datasets and their documentation.</summary>
internal static class DatasetRoutes
{
    private const string Tag = "Datasets";
    private const string NameText = "The dataset's name; matches exactly.";
    private const string NoneMatch = "The ETag of an answer that the caller has; 304 if it still holds.";
    private const string Report =
        """
        {
          "name": "default", "version": "33061cd103c617b2dedb1679af3fc931", "source": "upload",
          "loadedAt": "2026-01-31T12:00:00Z", "rows": 18650, "rowsWithoutValue": 0, "questions": 9, "locations": 55
        }
        """;

    public static void MapDatasets(this IEndpointRouteBuilder routes)
    {
        var datasets = ActivatorUtilities.CreateInstance<DatasetEndpoints>(routes.ServiceProvider);
        var limits = routes.ServiceProvider.GetRequiredService<IOptions<DatasetRequestOptions>>().Value;
        MapReads(routes, datasets);
        MapTexts(routes, datasets);
        MapUpload(routes, limits);
        MapStatistics(routes, limits);
    }

    private static void MapReads(IEndpointRouteBuilder routes, DatasetEndpoints datasets)
    {
        routes.MapGet("/datasets", datasets.List)
            .Documented(datasets.List, Tag, "Lists datasets, in order of their names")
            .Answers<DatasetList>(200, "The datasets")
            .AnswersProblems(503);
        routes.MapGet("/datasets/{name}", datasets.Get)
            .Documented(datasets.Get, Tag, "Reads what there is to say of a dataset")
            .PathParameter("name", NameText)
            .RequestHeader("If-None-Match", NoneMatch)
            .Answers<DatasetReport>(200, "The dataset", Report)
            .Answers(304, "Not changed")
            .AnswersProblems(404, 503);
        routes.MapGet("/datasets/{name}/stats/{statistic}", datasets.Ask)
            .Documented(datasets.Ask, Tag, "Answers a statistic",
                "An object of numbers, whose members are in the statistic's order. The answer to a dataset's version never changes, and "
                + "its ETag is the version.")
            .PathParameter("name", NameText)
            .PathParameter("statistic", $"One of {string.Join(", ", DatasetStatistics.All.Select(statistic => statistic.Name()))}.")
            .QueryParameter("question", "The question, as the table has it. Always needed.")
            .QueryParameter("state", "The location, for the statistics whose name begins with state_.")
            .RequestHeader("If-None-Match", NoneMatch)
            .Answers<IReadOnlyDictionary<string, double>>(200, "The statistic", """{"Colorado": 23.8, "Hawaii": 24.1}""")
            .AnswerHeader(200, "ETag", "The dataset's version.")
            .Answers(304, "Not changed")
            .AnswersProblems(400, 404, 503);
    }

    private static void MapTexts(IEndpointRouteBuilder routes, DatasetEndpoints datasets)
    {
        routes.MapGet("/datasets/{name}/questions", datasets.GetQuestions)
            .Documented(datasets.GetQuestions, Tag, "Lists the questions of a dataset")
            .PathParameter("name", NameText)
            .RequestHeader("If-None-Match", NoneMatch)
            .Answers<ImmutableArray<string>>(200, "Their texts, sorted", """["Percent of adults aged 18 years and older who have obesity"]""")
            .Answers(304, "Not changed")
            .AnswersProblems(404, 503);
        routes.MapGet("/datasets/{name}/locations", datasets.GetLocations)
            .Documented(datasets.GetLocations, Tag, "Lists the locations of a dataset")
            .PathParameter("name", NameText)
            .RequestHeader("If-None-Match", NoneMatch)
            .Answers<ImmutableArray<string>>(200, "Their names, sorted", """["Alabama", "Alaska"]""")
            .Answers(304, "Not changed")
            .AnswersProblems(404, 503);
    }

    private static void MapUpload(IEndpointRouteBuilder routes, DatasetRequestOptions limits)
    {
        var uploads = ActivatorUtilities.CreateInstance<DatasetUploadEndpoints>(routes.ServiceProvider);
        routes.MapPut("/datasets/{name}", uploads.Put)
            .WithMetadata(new BodyLimit(limits.Upload))
            .WithMetadata(new AcceptsMetadata([DatasetUploadEndpoints.MediaType], typeof(string)))
            .Documented(uploads.Put, Tag, "Uploads a dataset, in place of the one of its name",
                "CSV in UTF-8 with a header that has LocationDesc, Question, Data_Value, StratificationCategory1 and Stratification1, in any "
                + "order and among others. Rows whose Data_Value is empty count nowhere. The answer comes when it is stored durably; "
                + "until then, and if anything is wrong with it, the dataset stays as it was.")
            .PathParameter("name", $"The dataset's name; {DatasetName.Allowed}.")
            .Answers<DatasetReport>(200, "It replaces the one before", Report)
            .Answers<DatasetReport>(201, "It is the first of its name", Report)
            .AnswerHeader(201, "Location", "The dataset.")
            .AnswersProblems(400, 409, 413, 415, 422, 503);
    }

    private static void MapStatistics(IEndpointRouteBuilder routes, DatasetRequestOptions limits)
    {
        var statistics = ActivatorUtilities.CreateInstance<StatisticEndpoints>(routes.ServiceProvider);
        foreach (var statistic in DatasetStatistics.All)
        {
            var start = statistics.Start(statistic);
            routes.MapPost($"/api/{statistic.Name()}", start)
                .WithMetadata(new BodyLimit(limits.Question))
                .Documented(start, Tag, $"Asks the default dataset for {statistic.Name()}, as a job",
                    "In the form of an older service. The job is of kind " + statistic.Kind() + "; its result is the statistic.")
                .Takes<StatisticRequest>(statistic.IsOfState()
                    ? """{"question": "Percent of adults aged 18 years and older who have obesity", "state": "Ohio"}"""
                    : """{"question": "Percent of adults aged 18 years and older who have obesity"}""")
                .Answers<NumberedAnswer>(200, "The job")
                .Answers<NumberedAnswer>(400, "The question or the location is missing, of the wrong type or unknown", """{"status": "error", "reason": "question is required"}""")
                .Answers<NumberedAnswer>(503, "Nothing new is taken", """{"status": "error", "reason": "shutting down"}""");
        }
    }
}

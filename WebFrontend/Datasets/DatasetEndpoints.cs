using OrleansJobs.Datasets;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>Reads of datasets over HTTP. A cache may keep every answer, and asks with its tag whether the dataset is still the same.</summary>
internal static class DatasetEndpoints
{
    /// <summary>A report, for the OpenAPI document.</summary>
    public const string Report =
        """
        {
          "name": "default", "version": "33061cd103c617b2dedb1679af3fc931", "source": "upload",
          "loadedAt": "2026-01-31T12:00:00Z", "rows": 18650, "rowsWithoutValue": 0, "questions": 9, "locations": 55
        }
        """;

    public static void MapDatasets(this IEndpointRouteBuilder routes)
    {
        var datasets = routes.MapGroup("/datasets").WithTags("Datasets");
        datasets.MapGet("", List);
        var dataset = datasets.MapGroup("{name}").WithMetadata(ParameterPart.Path("name", "The dataset's name; matches exactly."));
        dataset.MapGet("", Get);
        dataset.MapGet("questions", GetQuestions);
        dataset.MapGet("locations", GetLocations);
        dataset.MapGet("stats/{statistic}", Ask);
        datasets.MapUpload();
    }

    /// <summary>Lists datasets, in order of their names</summary>
    /// <response code="200">The datasets</response>
    public static async Task<Answer<DatasetList>> List(IGrainFactory grains) =>
        new(new DatasetList(await grains.GetGrain<IDatasetsGrain>(0).List()));

    /// <summary>Reads what there is to say of a dataset</summary>
    /// <response code="200">The dataset</response>
    /// <response code="304">Not changed</response>
    [Fails(404)]
    [Example(200, Report)]
    public static async Task<Results<Tagged<DatasetReport>, Problem>> Get(string name, IGrainFactory grains) =>
        Find(name, grains) is { } dataset && await dataset.Get() is { } report
            ? new Tagged<DatasetReport>(report, TagOf(report))
            : ProblemTypes.DatasetNotFound;

    /// <summary>Lists the questions of a dataset</summary>
    /// <response code="200">Their texts, sorted</response>
    /// <response code="304">Not changed</response>
    [Fails(404)]
    [Example(200, """["Percent of adults aged 18 years and older who have obesity"]""")]
    public static async Task<Results<Tagged<ImmutableArray<string>>, Problem>> GetQuestions(string name, IGrainFactory grains) =>
        Answer(Find(name, grains) is { } dataset ? await dataset.GetQuestions() : null);

    /// <summary>Lists the locations of a dataset</summary>
    /// <response code="200">Their names, sorted</response>
    /// <response code="304">Not changed</response>
    [Fails(404)]
    [Example(200, """["Alabama", "Alaska"]""")]
    public static async Task<Results<Tagged<ImmutableArray<string>>, Problem>> GetLocations(string name, IGrainFactory grains) =>
        Answer(Find(name, grains) is { } dataset ? await dataset.GetLocations() : null);

    /// <summary>Answers a statistic</summary>
    /// <remarks>
    /// An object of numbers, whose members are in the statistic's order. The answer to a dataset's version never changes, and its ETag is
    /// the version.
    /// </remarks>
    /// <response code="200">The statistic</response>
    /// <response code="304">Not changed</response>
    [Fails(404)]
    [Example(200, """{"Colorado": 23.8, "Hawaii": 24.1}""")]
    public static async Task<Results<StatisticAnswer, Problem>> Ask(
        string name, StatisticName statistic, Query<QuestionText, QuestionText> query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        if (Find(name, grains) is not { } dataset) return ProblemTypes.DatasetNotFound;
        if (statistic.Value is not { } known) return ProblemTypes.StatisticNotFound;
        return await dataset.Ask(new DatasetQuestion { Statistic = known, Question = query.Value.Question, State = query.Value.State }) switch
        {
            DatasetAnswer.Found found => new StatisticAnswer(found.Data, $"\"{found.Version}\""),
            DatasetAnswer.NoData => ProblemTypes.NoData,
            DatasetAnswer.Invalid { Error: var error } => Problem.InvalidQuery(error),
            DatasetAnswer.NoDataset => ProblemTypes.DatasetNotFound,
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not an answer of a dataset."),
        };
    }

    /// <summary>The ETag of what there is to say of a dataset: the same contents may come another time from elsewhere.</summary>
    public static string TagOf(DatasetReport report) => $"\"{report.Version}-{report.LoadedAt.UtcTicks}\"";

    private static Results<Tagged<ImmutableArray<string>>, Problem> Answer(DatasetTexts? texts) =>
        texts is null ? ProblemTypes.DatasetNotFound : new Tagged<ImmutableArray<string>>(texts.Texts, $"\"{texts.Version}\"");

    private static IDatasetGrain? Find(string name, IGrainFactory grains) => DatasetName.IsPossible(name) ? grains.GetGrain<IDatasetGrain>(name) : null;
}

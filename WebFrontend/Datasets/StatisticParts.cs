using OrleansJobs.Datasets;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>Which statistic a path names.</summary>
/// <param name="Value">Null if there is none of this name.</param>
internal readonly record struct StatisticName(DatasetStatistic? Value) : IEndpointParameterMetadataProvider
{
    public static bool TryParse(string? text, out StatisticName name)
    {
        name = new StatisticName(DatasetStatistics.Find(text));
        return true;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(
        ParameterPart.Path(parameter.Name!, $"One of {string.Join(", ", DatasetStatistics.All.Select(statistic => statistic.Name()))}."));
}

/// <summary>The query string of a statistic.</summary>
internal sealed record QuestionText(string? Question, string? State) : IQueryForm<QuestionText>
{
    public static QuestionText Read(QueryReader query) => new(
        query.AnyText("question", "The question, as the table has it. Always needed.", DatasetQuestion.LongestText),
        query.AnyText("state", "The location, for the statistics whose name begins with state_.", DatasetQuestion.LongestText));
}

/// <summary>200 with a statistic: an object of numbers, which is passed on as it is.</summary>
internal sealed class StatisticAnswer(Json data, string tag) : Tagged<Json>(data, tag), IEndpointMetadataProvider
{
    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        Tagged<Json>.PopulateMetadata(method, builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(200, typeof(IReadOnlyDictionary<string, double>), [JsonReply.MediaType]));
    }
}

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>
/// What the body of POST /api/states_mean and so on asks for, or what is wrong with it in one line, as the older service says it. Members
/// that are not asked for were always passed over there.
/// </summary>
internal sealed class StatisticBody : IBindableFromHttpContext<StatisticBody>, IEndpointParameterMetadataProvider
{
    private readonly StatisticRequest? _value;

    private StatisticBody(StatisticRequest? value, string? fault) => (_value, Fault) = (value, fault);

    /// <summary>What it asks for, unless there is a fault.</summary>
    public StatisticRequest Value => _value!;

    /// <summary>What is wrong; null if nothing is.</summary>
    public string? Fault { get; }

    public static async ValueTask<StatisticBody?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        try
        {
            using var body = await JsonBody.Read(context);
            if (body.Problem is { } problem) return new(null, problem.Detail);
            var fields = new FieldReader(body.Root);
            var request = new StatisticRequest(fields.RequiredText("question"), fields.Text("state"));
            return fields.Faults.Count == 0
                ? new(request, null)
                : new(null, string.Join("; ", fields.Faults.Select(fault => $"{fault.Field} {fault.Message}")));
        }
        catch (Exception fault) when (ExceptionProblems.Known(fault) is { Status: < 500 } problem)
        {
            return new(null, problem == ProblemTypes.BodyTooLarge ? "The body is larger than the setting Datasets:Question allows." : problem.Detail);
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([JsonReply.MediaType], typeof(StatisticRequest)));
}

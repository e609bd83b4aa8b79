namespace OrleansJobs.WebFrontend.Live;

/// <summary>The header by which a caller whose connection broke goes on where it was. A browser's EventSource sends it by itself.</summary>
internal sealed class LastEventId<T> : IChecked, IBindableFromHttpContext<LastEventId<T>>, IEndpointParameterMetadataProvider
    where T : class, IEventId<T>
{
    private const string Header = "Last-Event-ID";

    /// <summary>The id; null if there is none.</summary>
    public T? Value { get; private init; }

    public Problem? Problem { get; private init; }

    public static ValueTask<LastEventId<T>?> BindAsync(HttpContext context, ParameterInfo parameter) => new(context.Request.Headers[Header] switch
    {
        [] or [""] => new LastEventId<T>(),
        [{ } text] when T.TryParse(text, out var id) => new LastEventId<T> { Value = id },
        _ => new LastEventId<T> { Problem = ProblemTypes.InvalidEventId },
    });

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(ParameterPart.Header(Header, "The id of the last event that arrived: only what came after it is told."));
        FailsAttribute.Declare(builder, 400);
    }
}

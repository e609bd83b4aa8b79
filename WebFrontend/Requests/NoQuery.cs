namespace OrleansJobs.WebFrontend.Requests;

/// <summary>Refuses parameters where there are none.</summary>
internal sealed class NoQuery : IChecked, IBindableFromHttpContext<NoQuery>, IEndpointParameterMetadataProvider
{
    public Problem? Problem { get; private init; }

    public static ValueTask<NoQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = new QueryReader(context.Request.Query);
        query.RefuseOthers();
        return new(new NoQuery { Problem = query.Problem });
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => FailsAttribute.Declare(builder, 400);
}

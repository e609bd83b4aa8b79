namespace OrleansJobs.WebFrontend.Requests;

/// <summary>What a query string asks for, with every fault of it.</summary>
/// <typeparam name="T">What it asks for.</typeparam>
/// <typeparam name="TForm">How that is read.</typeparam>
internal sealed class Query<T, TForm> : IChecked, IBindableFromHttpContext<Query<T, TForm>>, IEndpointParameterMetadataProvider
    where TForm : IQueryForm<T>
{
    private Query(QueryReader query)
    {
        Value = TForm.Read(query);
        query.RefuseOthers();
        Problem = query.Problem;
    }

    public Problem? Problem { get; }

    /// <summary>What it asks for, unless there is a problem.</summary>
    public T Value { get; }

    public static ValueTask<Query<T, TForm>?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new Query<T, TForm>(new(context.Request.Query)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => QueryReader.Declare(builder, query => TForm.Read(query));
}

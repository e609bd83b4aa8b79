namespace OrleansJobs.WebFrontend.Requests;

/// <summary>What a JSON body asks for, with every fault of it. The body itself is not kept.</summary>
/// <typeparam name="T">What it asks for.</typeparam>
/// <typeparam name="TForm">How that is read.</typeparam>
internal sealed class Body<T, TForm> : IChecked, IBindableFromHttpContext<Body<T, TForm>>, IEndpointParameterMetadataProvider
    where TForm : IBodyForm<T>
{
    private readonly T? _value;

    private Body(T? value, Problem? problem) => (_value, Problem) = (value, problem);

    public Problem? Problem { get; }

    /// <summary>What it asks for, unless there is a problem.</summary>
    public T Value => _value!;

    public static async ValueTask<Body<T, TForm>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        using var json = await JsonBody.Read(context, TForm.IsOptional);
        if (json.Problem is { } problem) return new(default, problem);
        var fields = new FieldReader(json.Root, context.RequestServices.GetRequiredService<Redaction>());
        var value = TForm.Read(fields);
        fields.RefuseOthers();
        return new(value, fields.Faults.Count == 0 ? null : Problem.Invalid(fields.Faults));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        JsonBody.Declare(builder, TForm.Shape, TForm.Example, TForm.IsOptional, TForm.OtherMediaTypes.AsSpan());
}

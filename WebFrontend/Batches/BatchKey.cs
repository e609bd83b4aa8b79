namespace OrleansJobs.WebFrontend.Batches;

/// <summary>Which batch a path names. An id has one spelling only; anything else names no batch.</summary>
/// <param name="Id">The id; null if it is none.</param>
internal readonly record struct BatchKey(Guid? Id) : IEndpointParameterMetadataProvider
{
    public static bool TryParse(string? text, out BatchKey key)
    {
        key = new BatchKey(IdText.Read(text));
        return true;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(ParameterPart.Path(parameter.Name!, "The batch's id.", "uuid"));
        FailsAttribute.Declare(builder, 404);
    }
}

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>Which job a path names. An id has one spelling only; anything else names no job.</summary>
/// <param name="Id">The id; null if it is none.</param>
internal readonly record struct JobKey(Guid? Id) : IEndpointParameterMetadataProvider
{
    public static bool TryParse(string? text, out JobKey key)
    {
        key = new JobKey(IdText.Read(text));
        return true;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(ParameterPart.Path(parameter.Name!, "The job's id.", "uuid"));
        FailsAttribute.Declare(builder, 404);
    }
}

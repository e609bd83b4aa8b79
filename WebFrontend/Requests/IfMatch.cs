namespace OrleansJobs.WebFrontend.Requests;

/// <summary>For which versions of a job a change is meant (RFC 9110, 13.1.1); none means any.</summary>
internal sealed class IfMatch : IChecked, IBindableFromHttpContext<IfMatch>, IEndpointParameterMetadataProvider
{
    /// <summary>The versions.</summary>
    public required ImmutableArray<long> Versions { get; init; }

    public Problem? Problem { get; private init; }

    public static ValueTask<IfMatch?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var condition = EntityTag.ReadIfMatch(context.Request.Headers.IfMatch, EntityTag.VersionOf);
        return new(new IfMatch
        {
            Versions = condition?.Versions ?? [],
            Problem = condition is (false, []) ? ProblemTypes.OtherVersion.Because("The header If-Match names no version that a job can have.") : null,
        });
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(ParameterPart.Header("If-Match", "An ETag of an earlier answer: if the job has changed since, the answer is 412 and nothing is changed."));
        FailsAttribute.Declare(builder, 412);
    }
}

using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>
/// The condition that If-Match and If-None-Match make for a change (RFC 9110, 13.1). Of the latter a change takes only "*": there must be
/// no such movie.
/// </summary>
internal sealed record MovieMatch(MovieCondition Condition) : IBindableFromHttpContext<MovieMatch>, IEndpointParameterMetadataProvider
{
    private static readonly MovieCondition Never = new() { MustExist = true, MustNotExist = true };

    public static ValueTask<MovieMatch?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new MovieMatch(Read(context.Request.Headers)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(ParameterPart.Header(
            "If-Match",
            "An ETag of an earlier answer: if the movie has changed since, the answer is 412 and nothing is changed. Without it the change is made whatever the movie is."));
        builder.Metadata.Add(ParameterPart.Header("If-None-Match", "\"*\": if there is a movie of this title, the answer is 412 and nothing is changed."));
        FailsAttribute.Declare(builder, 412);
    }

    private static MovieCondition Read(IHeaderDictionary headers)
    {
        var condition = new MovieCondition { MustNotExist = headers.IfNoneMatch is ["*"] };
        return EntityTag.ReadIfMatch(headers.IfMatch, VersionOf) switch
        {
            null => condition,
            (true, _) => condition with { MustExist = true },
            (_, []) => Never,
            (_, var versions) => condition with { Versions = versions },
        };
    }

    private static long? VersionOf(string tag) =>
        long.TryParse(tag, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var version) ? version : null;
}

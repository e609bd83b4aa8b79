using OrleansJobs.Grains.Movies;
using OrleansJobs.WebFrontend.Movies;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>Who may give work to which kind: what a route asks a token for is not to be had without one as a job.</summary>
internal sealed class KindAccess(HttpContext context) : IBindableFromHttpContext<KindAccess>, IEndpointParameterMetadataProvider
{
    public static ValueTask<KindAccess?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new KindAccess(context));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => FailsAttribute.Declare(builder, 401);

    /// <summary>Why the caller may give no work to this kind; null if he may.</summary>
    public ValueTask<Problem?> Refusal(string? kind) =>
        kind == MovieImportJob.Kind ? context.RequestServices.GetRequiredService<MovieGate>().Refusal(context) : default;
}

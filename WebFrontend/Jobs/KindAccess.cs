using OrleansJobs.Grains.Jobs.Actions;
using OrleansJobs.Grains.Movies;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Movies;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>Who may give work to which kind: what a route asks a token or a scope for is not to be had without as a job.</summary>
internal sealed class KindAccess(HttpContext context) : IBindableFromHttpContext<KindAccess>, IEndpointParameterMetadataProvider
{
    public static ValueTask<KindAccess?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new KindAccess(context));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => FailsAttribute.Declare(builder, 401);

    /// <summary>Why the caller may give no work to this kind; null if he may.</summary>
    public ValueTask<Problem?> Refusal(string? kind) => kind switch
    {
        MovieImportJob.Kind => context.RequestServices.GetRequiredService<MovieGate>().Refusal(context),
        // It acts on the jobs of all.
        JobActionJob.Kind when Caller.Of(context) is not { Tenant: null } caller || !caller.Has(Scopes.Operate) => new(ProblemTypes.ScopeMissing),
        _ => default,
    };
}

using OrleansJobs.Grains.Movies;
using OrleansJobs.WebFrontend.Movies;
using OrleansJobs.WebFrontend.Problems;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>Who may give work to which kind: what a route asks a token for is not to be had without one as a job.</summary>
internal sealed class KindAccess(MovieGate movies)
{
    /// <summary>Why the caller may give no work to this kind; null if he may.</summary>
    public ValueTask<Problem?> Refusal(HttpContext context, string? kind) => kind == MovieImportJob.Kind ? movies.Refusal(context) : default;
}

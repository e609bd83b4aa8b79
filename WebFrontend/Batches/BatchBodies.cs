namespace OrleansJobs.WebFrontend.Batches;

/// <summary>The shape of the body of a new batch.</summary>
/// <param name="Jobs">Its jobs, each as in a submit; as many as POST /jobs/batch takes.</param>
/// <param name="OnCompleted">The job that is submitted when all have ended, in whatever way.</param>
/// <param name="OnSucceeded">The job that is submitted when all have ended and all have succeeded.</param>
/// <param name="OnFailed">The job that is submitted when all have ended and not all have succeeded.</param>
/// <param name="Tags">Words by which operators find the batch.</param>
/// <param name="Open">Whether it takes more jobs, until it is sealed.</param>
internal sealed record BatchBody(
    ImmutableArray<JobSpec>? Jobs = null,
    JobSpec? OnCompleted = null,
    JobSpec? OnSucceeded = null,
    JobSpec? OnFailed = null,
    ImmutableArray<string>? Tags = null,
    bool Open = false);

/// <summary>The shape of the body of more jobs of an open batch.</summary>
/// <param name="Jobs">The jobs, each as in a submit.</param>
internal sealed record MoreJobsBody(ImmutableArray<JobSpec> Jobs);

using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>The table of steps that have been done. They come with writes of their jobs.</summary>
public interface IStepStore
{
    /// <summary>The steps of a job's series.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<JobStep>> ReadSteps(JobRecord job, CancellationToken cancellationToken);

    /// <summary>Some of them, in order of their names as the database compares them.</summary>
    /// <param name="job">The job.</param>
    /// <param name="after">Only those behind this name; empty for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<JobStep>> ListSteps(JobRecord job, string after, int limit, CancellationToken cancellationToken);
}

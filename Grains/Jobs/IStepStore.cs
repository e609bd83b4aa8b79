using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>The table of steps that have been done. They come with writes of their jobs.</summary>
public interface IStepStore
{
    /// <summary>The steps of a job's series.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<JobStep>> ReadSteps(JobRecord job, CancellationToken cancellationToken);
}

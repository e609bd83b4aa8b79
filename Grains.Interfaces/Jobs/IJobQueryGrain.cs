namespace OrleansJobs.Jobs;

/// <summary>Reads jobs from the store without waking them. Any key does: each silo answers from a few local activations.</summary>
[Alias("IJobQueryGrain"), Repeatable]
public interface IJobQueryGrain : IGrainWithIntegerKey
{
    /// <summary>The job, or null if there is none with this id.</summary>
    [Alias("Get")]
    Task<Job?> Get(Guid id);

    /// <summary>A page of the jobs that match.</summary>
    [Alias("List")]
    Task<JobPage> List(JobFilter filter);

    /// <summary>A page of a job's log, or null if there is no such job.</summary>
    [Alias("GetLog")]
    Task<JobLogPage?> GetLog(JobLogFilter filter);
}

using System.Collections.Immutable;

namespace OrleansJobs.Jobs;

/// <summary>Reads jobs from the store without waking them. Any key does: each silo answers from a few local activations.</summary>
[Alias("IJobQueryGrain"), Repeatable]
public interface IJobQueryGrain : IGrainWithIntegerKey
{
    /// <summary>The job, or null if there is none with this id.</summary>
    [Alias("Get")]
    Task<Job?> Get(Guid id);

    /// <summary>Why the job is where it is, and when it will go on; null if there is none with this id.</summary>
    [Alias("Explain")]
    Task<JobExplanation?> Explain(Guid id);

    /// <summary>A page of the jobs that match.</summary>
    [Alias("List")]
    Task<JobPage> List(JobFilter filter);

    /// <summary>How many jobs match, of those that the filter's page begins before; its limit and order do not count.</summary>
    [Alias("Count")]
    Task<JobCount> Count(JobFilter filter);

    /// <summary>A page of a job's log, or null if there is no such job.</summary>
    [Alias("GetLog")]
    Task<JobLogPage?> GetLog(JobLogFilter filter);

    /// <summary>The steps that the job has done and would not do again, in order of their names; null if there is no such job.</summary>
    /// <param name="id">The job.</param>
    /// <param name="after">Only those behind this name; null for all.</param>
    /// <param name="limit">At most so many, 1 to 100. A page whose values are large is shorter.</param>
    [Alias("ListSteps")]
    Task<JobStepPage?> ListSteps(Guid id, string? after, int limit);

    /// <summary>The job with this number, or null. Only jobs of numbered kinds have one.</summary>
    [Alias("GetByNumber")]
    Task<Job?> GetByNumber(long number);

    /// <summary>The jobs with a number above <paramref name="after"/>, by number, which is the order of their submission.</summary>
    /// <param name="after">The last number of the page before; 0 for the first.</param>
    /// <param name="limit">At most so many, 1 to 10,000.</param>
    [Alias("ListNumbered")]
    Task<ImmutableArray<NumberedJob>> ListNumbered(long after, int limit);

    /// <summary>How many jobs that have a number have not ended.</summary>
    [Alias("CountUnfinishedNumbered")]
    Task<long> CountUnfinishedNumbered();
}

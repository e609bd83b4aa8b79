using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Live;

/// <summary>Is told of every commit of a job, for those who watch. Nothing in the engine depends on what it does with that.</summary>
public interface IJobWatch
{
    /// <summary>A commit made <paramref name="after"/> of <paramref name="before"/>. Returns at once, and never fails.</summary>
    void Committed(JobRecord? before, JobRecord after, ImmutableArray<JobLogLine> log);

    /// <summary>Whether a change of this job was committed is not known.</summary>
    void InDoubt(Guid id);
}

using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Live;

/// <summary>The watch of an engine that nobody can watch.</summary>
internal sealed class Unwatched : IJobWatch
{
    public void Committed(JobRecord? before, JobRecord after, ImmutableArray<JobLogLine> log)
    {
    }

    public void InDoubt(Guid id)
    {
    }
}

using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Live;

/// <summary>What one commit changed of a job, for those who watch it.</summary>
[GenerateSerializer, Immutable, Alias("JobNews")]
public sealed record JobNews
{
    /// <summary>The job.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>
    /// The version that the commit made. The one before is one less: whoever knows an older one has missed something. 0 if nobody
    /// knows whether there was a commit: the job has to be read.
    /// </summary>
    [Id(1)]
    public required long Version { get; init; }

    /// <summary>The job without its input and result; null if nothing but its progress and log has changed.</summary>
    [Id(2)]
    public Job? Job { get; init; }

    /// <summary>The progress, if it has changed.</summary>
    [Id(3)]
    public JobProgress? Progress { get; init; }

    /// <summary>Lines that were added to the log, oldest first; some may have been told before.</summary>
    [Id(4)]
    public ImmutableArray<JobLogLine> Log { get; init; } = [];
}

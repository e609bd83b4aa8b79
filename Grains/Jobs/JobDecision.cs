using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>What follows from an event: one of the nested records.</summary>
public abstract record JobDecision
{
    private JobDecision()
    {
    }

    /// <summary>The job becomes <paramref name="After"/>, and <paramref name="Log"/> is appended to its log.</summary>
    public sealed record Change(JobRecord After, ImmutableArray<JobLogLine> Log) : JobDecision
    {
        /// <summary>A job that is to hear of the end of this one from now on; null: none.</summary>
        public Guid? Child { get; init; }

        /// <summary>A step of the job that has been done; null: none.</summary>
        public JobStep? Step { get; init; }
    }

    /// <summary>The job, until then <paramref name="Before"/>, is no more.</summary>
    public sealed record Remove(JobRecord Before) : JobDecision;

    /// <summary>Nothing changes.</summary>
    public sealed record Refuse(JobRefusal Why) : JobDecision;
}

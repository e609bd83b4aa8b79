namespace OrleansJobs.Grains.Jobs;

/// <summary>What became of a <see cref="JobWrite"/>.</summary>
/// <param name="Outcome">Whether it is on disk.</param>
/// <param name="Seq">The row's sequence number when committed, else 0.</param>
/// <param name="Number">The job's small number when committed, if it has one.</param>
/// <param name="BatchIsDue">Whether, from this commit on, the job's batch has something to do.</param>
public readonly record struct JobCommit(CommitOutcome Outcome, long Seq, long? Number = null, bool BatchIsDue = false);

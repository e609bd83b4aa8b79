using System.Collections.Immutable;

namespace OrleansJobs.Grains.Jobs;

/// <summary>How long rows of ended jobs are kept.</summary>
/// <param name="Others">Those for whom nothing is said in <paramref name="Jobs"/>, and batches.</param>
/// <param name="Jobs">The first that fits a job holds for it.</param>
public sealed record RowTimes(TimeSpan Others, ImmutableArray<RowTime> Jobs);

/// <summary>How long rows of some jobs are kept.</summary>
/// <param name="Kind">Their kind; null for any.</param>
/// <param name="End">How they ended.</param>
/// <param name="Keep">How long.</param>
public sealed record RowTime(string? Kind, JobPhase End, TimeSpan Keep);

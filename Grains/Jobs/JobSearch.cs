namespace OrleansJobs.Grains.Jobs;

/// <summary>What a search found.</summary>
/// <param name="Rows">The rows that match, in order, without input, result, checkpoint and attempts.</param>
/// <param name="Next">Where to go on; null if there is nothing more. Set also when few or no rows matched among those looked at.</param>
public sealed record JobSearch(IReadOnlyList<JobRecord> Rows, long? Next);

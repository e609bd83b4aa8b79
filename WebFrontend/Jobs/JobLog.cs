namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>A page of a job's log.</summary>
/// <param name="Lines">The lines, by attempt and number.</param>
/// <param name="NextCursor">The parameter "cursor" of the next page; absent on the last one. The header Link has the whole address.</param>
public sealed record JobLog(ImmutableArray<JobLogLine> Lines, string? NextCursor = null);

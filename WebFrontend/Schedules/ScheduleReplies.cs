namespace OrleansJobs.WebFrontend.Schedules;

/// <summary>A page of schedules.</summary>
/// <param name="Schedules">The schedules, in order of their names.</param>
/// <param name="NextCursor">The value of the parameter cursor with which the next page is asked for; absent on the last one.</param>
public sealed record ScheduleList(ImmutableArray<ScheduleView> Schedules, string? NextCursor = null);

/// <summary>What a backfill did.</summary>
/// <param name="Runs">Due times of the range; each has a run now.</param>
public sealed record BackfillReply(int Runs);

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The query string of a list of jobs.</summary>
internal sealed class JobListQuery : IQueryForm<JobFilter>
{
    private const string NewestFirst = "-created";
    private const string OldestFirst = "created";

    private static readonly Dictionary<string, JobState> States = Enum.GetValues<JobState>().ToDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>A state as callers see it.</summary>
    public static string NameOf(JobState state) => JsonNamingPolicy.CamelCase.ConvertName(Enum.GetName(state)!);

    /// <summary>The state that callers see so; null if there is none.</summary>
    public static JobState? StateOf(string name) => States.TryGetValue(name, out var state) ? state : null;

    public static JobFilter Read(QueryReader query) => ReadFilter(query) with
    {
        OldestFirst = query.OneOf("sort", "By time of submit; the newest first if absent.", NewestFirst, OldestFirst) == OldestFirst,
        Limit = query.Integer("limit", "At most so many jobs, 1 to 500; 50 if absent.", 1, 500) ?? 50,
        Before = query.Cursor(JobCursor.Read),
    };

    /// <summary>Reads which jobs are meant.</summary>
    public static JobFilter ReadFilter(QueryReader query) => new()
    {
        State = query.OneOf("state", "Only jobs in this state.", [.. States.Keys]) is { } state ? States[state] : null,
        Kind = query.Text("kind", "Only jobs of this kind."),
        Queue = query.Text("queue", "Only jobs of this queue."),
        Lane = query.Text("lane", "Only jobs of this lane, of whichever queue."),
        Schedule = query.Text("schedule", "Only runs of this schedule."),
        Batch = query.Id("batch", "Only jobs of this batch."),
        ReplayOf = query.Id("replayOf", "Only replays of this job."),
        Tag = query.Text("tag", "Only jobs with this tag."),
        Tenant = query.Text("tenant", "Only jobs of this tenant."),
        CreatedFrom = query.Time("createdFrom", "Only jobs submitted at this time or later (RFC 3339)."),
        CreatedTo = query.Time("createdTo", "Only jobs submitted before this time (RFC 3339)."),
        Text = query.Text("q", "At least 8 hexadecimal digits: jobs whose id begins so. Else jobs of this kind; if there is no such kind, with this tag."),
    };
}

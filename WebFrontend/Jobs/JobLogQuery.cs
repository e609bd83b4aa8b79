namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The query string of a job's log. Which job it is the path says.</summary>
internal sealed class JobLogQuery : IQueryForm<JobLogFilter>
{
    public static JobLogFilter Read(QueryReader query) => new()
    {
        JobId = Guid.Empty,
        Attempt = query.Integer("attempt", "Only lines of the attempt with this number.", 1, int.MaxValue),
        Limit = query.Integer("limit", "At most so many lines, 1 to 1000; 100 if absent.", 1, 1_000) ?? 100,
        After = query.Cursor(JobCursor.ReadPosition) ?? JobLogPosition.Start,
    };
}

using OrleansJobs.Queues;

namespace OrleansJobs.WebFrontend.Schedules;

/// <summary>The query string of a list of schedules: how many, behind which.</summary>
internal sealed record SchedulePlace(int Limit, string? After) : IQueryForm<SchedulePlace>
{
    public static SchedulePlace Read(QueryReader query) => new(
        query.Integer("limit", "At most so many schedules, 1 to 500; 100 if absent.", 1, 500) ?? 100,
        query.Cursor(name => QueueName.IsPossible(name) ? name : null));
}

/// <summary>The query string of a preview: how many due times, from when on.</summary>
internal sealed record PreviewRange(int Count, DateTimeOffset? From) : IQueryForm<PreviewRange>
{
    public static PreviewRange Read(QueryReader query) => new(
        query.Integer("count", "At most so many due times, 1 to 1,000; 10 if absent.", 1, 1_000) ?? 10,
        query.Time("from", "Due times after this time (RFC 3339); absent: after now."));
}

/// <summary>The query string of a preview of what is no schedule yet.</summary>
internal sealed record CronQuestion(string Cron, string Zone, PreviewRange Range) : IQueryForm<CronQuestion>
{
    public static CronQuestion Read(QueryReader query)
    {
        var cron = query.Text("cron", "A cron expression, as of a schedule.");
        if (cron is null) query.Fault("cron", "is required");
        return new CronQuestion(cron ?? "", query.Text("zone", "The time zone, by its IANA name; UTC if absent.") ?? "UTC", PreviewRange.Read(query));
    }
}

/// <summary>A range of due times.</summary>
/// <param name="From">Due times at this time or later.</param>
/// <param name="To">And up to this time, which must not be in the future.</param>
internal sealed record BackfillRequest(DateTimeOffset From, DateTimeOffset To);

/// <inheritdoc cref="BackfillRequest"/>
internal sealed class BackfillForm : IBodyForm<BackfillRequest>
{
    public static string Example => """{"from": "2026-11-01T00:00:00Z", "to": "2026-11-08T00:00:00Z"}""";

    public static BackfillRequest Read(FieldReader fields)
    {
        var request = new BackfillRequest(fields.Required("from", fields.Time), fields.Required("to", fields.Time));
        if (request.To < request.From) fields.Fault("to", "must not be before from");
        return request;
    }
}

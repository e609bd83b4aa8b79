using OrleansJobs.Queues;

namespace OrleansJobs.WebFrontend.Queues;

/// <summary>The query string of a list of queues: how many, behind which.</summary>
internal sealed record QueuePlace(int Limit, string? After) : IQueryForm<QueuePlace>
{
    public static QueuePlace Read(QueryReader query) => new(
        query.Integer("limit", "At most so many queues, 1 to 500; 100 if absent.", 1, 500) ?? 100,
        query.Cursor(name => QueueName.IsPossible(name) ? name : null));
}

/// <summary>The query string of counts of jobs: of which kind and queue.</summary>
internal sealed record CountedJobs(string? Kind, string? Queue) : IQueryForm<CountedJobs>
{
    public static CountedJobs Read(QueryReader query) => new(query.Text("kind", "Only jobs of this kind."), query.Text("queue", "Only jobs of this queue."));
}

/// <summary>The body of a change of a queue.</summary>
internal sealed class QueueSettingsForm : IBodyForm<QueueSettings>
{
    public static string Example => """{"concurrency": 20, "paused": false}""";

    public static QueueSettings Read(FieldReader fields) => new() { Concurrency = fields.Integer("concurrency"), Paused = fields.Flag("paused") ?? false };
}

using OrleansJobs.Live;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>The query string of the events of many jobs.</summary>
internal sealed class EventsQuery : IQueryForm<NewsFilter>
{
    public static NewsFilter Read(QueryReader query) => new()
    {
        Queue = query.Text("queue", "Only jobs of this queue."),
        Kind = query.Text("kind", "Only jobs of this kind."),
        Tag = query.Text("tag", "Only jobs with this tag."),
    };
}

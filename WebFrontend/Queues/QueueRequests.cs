using OrleansJobs.Queues;

namespace OrleansJobs.WebFrontend.Queues;

/// <summary>The query string of a list of queues: how many, behind which.</summary>
internal sealed record QueuePlace(int Limit, string? After) : IQueryForm<QueuePlace>
{
    public static QueuePlace Read(QueryReader query) => new(
        query.Integer("limit", "At most so many queues, 1 to 500; 100 if absent.", 1, 500) ?? 100,
        query.Cursor(name => QueueName.IsPossible(name) ? name : null));
}

/// <summary>The query string of a list of lanes: how many, behind which, and whether jobs of them run.</summary>
internal sealed record LanePlace(int Limit, string? After, bool? Busy) : IQueryForm<LanePlace>
{
    public static LanePlace Read(QueryReader query) => new(
        query.Integer("limit", "At most so many lanes, 1 to 500; 100 if absent.", 1, 500) ?? 100,
        query.Cursor(lane => lane),
        query.OneOf("busy", "Only lanes with jobs that run, or only those without.", "true", "false") is { } busy ? busy == "true" : null);
}

/// <summary>The query string of counts of jobs: of which kind and queue.</summary>
internal sealed record CountedJobs(string? Kind, string? Queue) : IQueryForm<CountedJobs>
{
    public static CountedJobs Read(QueryReader query) => new(query.Text("kind", "Only jobs of this kind."), query.Text("queue", "Only jobs of this queue."));
}

/// <summary>The body of a change of a queue. What is left out gets its default.</summary>
/// <param name="Concurrency">Slots for jobs that run at once, 1 to 1,000,000; absent: as configured.</param>
/// <param name="Paused">Whether no job starts.</param>
/// <param name="Rate">How many of its jobs may start in a time; absent: any number.</param>
/// <param name="Lanes">What holds for every lane; absent: nothing.</param>
/// <param name="Lane">Lanes for which something else holds, by name; at most 10,000.</param>
/// <param name="Fair">Whether lanes that have work share the free slots by their weights.</param>
/// <param name="MaxDepth">Jobs that may wait in it, scheduled and queued together, 1 to 1,000,000,000: a submit of one more is refused; absent: any number.</param>
/// <param name="Breaker">When so many attempts fail that no job starts for a while; absent: never.</param>
internal sealed record QueueBody(
    int? Concurrency = null,
    bool Paused = false,
    QueueRate? Rate = null,
    LaneSettings? Lanes = null,
    IReadOnlyDictionary<string, LaneSettings>? Lane = null,
    bool Fair = false,
    int? MaxDepth = null,
    QueueBreaker? Breaker = null);

/// <inheritdoc cref="QueueBody"/>
internal sealed class QueueSettingsForm : IBodyForm<QueueSettings>
{
    public static string Example =>
        """
        {
          "concurrency": 20, "rate": {"permits": 100, "per": "PT1M"}, "fair": true, "maxDepth": 50000,
          "lanes": {"concurrency": 2}, "lane": {"acme": {"concurrency": 5, "weight": 3}},
          "breaker": {"failures": 0.5, "of": 20, "hold": "PT1M"}
        }
        """;

    public static Type Shape => typeof(QueueBody);

    public static QueueSettings Read(FieldReader fields) => new()
    {
        Concurrency = fields.Integer("concurrency"),
        Paused = fields.Flag("paused") ?? false,
        Rate = ReadRate(fields),
        Lanes = fields.Nested("lanes") is { } lanes ? ReadLane(lanes) : null,
        Exceptions = fields.Nested("lane") is { } named ? [.. named.Names.Order(StringComparer.Ordinal).Select(name => ReadNamed(named, name)).OfType<NamedLane>()] : [],
        Fair = fields.Flag("fair") ?? false,
        MaxDepth = fields.Integer("maxDepth"),
        Breaker = ReadBreaker(fields),
    };

    private static NamedLane? ReadNamed(FieldReader lanes, string name)
    {
        // Null counts as absent elsewhere; here there is no telling what it should mean.
        if (lanes.IsNull(name)) lanes.Fault(name, "must be an object");
        return lanes.Nested(name) is { } lane ? new NamedLane { Name = name, Settings = ReadLane(lane) } : null;
    }

    private static LaneSettings ReadLane(FieldReader fields)
    {
        var lane = new LaneSettings { Concurrency = fields.Integer("concurrency"), Rate = ReadRate(fields), Weight = fields.Integer("weight") };
        fields.RefuseOthers();
        return lane;
    }

    private static QueueBreaker? ReadBreaker(FieldReader fields)
    {
        if (fields.Nested("breaker") is not { } breaker) return null;
        var read = new QueueBreaker
        {
            Failures = breaker.Required("failures", breaker.Number),
            Of = breaker.Required("of", breaker.Integer),
            Hold = breaker.Required("hold", breaker.Duration),
        };
        breaker.RefuseOthers();
        return read;
    }

    private static QueueRate? ReadRate(FieldReader fields)
    {
        if (fields.Nested("rate") is not { } rate) return null;
        var (permits, per) = (rate.Required("permits", rate.Integer), rate.Required("per", rate.Duration));
        var read = new QueueRate { Permits = permits, Per = per, Burst = rate.Integer("burst") };
        rate.RefuseOthers();
        return read;
    }
}

using System.Collections.Immutable;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>What a queue's machine decides by: the stored settings, and what is configured where they say nothing. Pure.</summary>
/// <param name="Limit">Slots.</param>
/// <param name="Paused">Whether no slot is given.</param>
public sealed record QueueRules(int Limit, bool Paused = false)
{
    private static readonly LaneSettings Nothing = new();

    private ImmutableDictionary<string, LaneSettings> _exceptions = ImmutableDictionary<string, LaneSettings>.Empty;
    private LaneSettings _each = Nothing;

    /// <summary>How many jobs may start in a time; null: any number.</summary>
    public QueueRate? Rate { get; init; }

    /// <summary>When so many attempts fail that no job starts for a while; null: never.</summary>
    public QueueBreaker? Breaker { get; init; }

    /// <summary>Whether lanes share the free slots by their weights.</summary>
    public bool Fair { get; init; }

    /// <summary>Whether it matters in which lane a job is. If not, all jobs are as in one.</summary>
    public bool HasLanes => Fair || _each != Nothing || !_exceptions.IsEmpty;

    public static QueueRules Of(QueueSettings settings, QueueOptions configured) =>
        new(settings.Concurrency ?? configured.Concurrency, settings.Paused)
        {
            Rate = settings.Rate,
            Breaker = settings.Breaker,
            Fair = settings.Fair,
            _each = settings.Lanes ?? Nothing,
            _exceptions = settings.Exceptions.ToImmutableDictionary(lane => lane.Name, lane => lane.Settings, StringComparer.Ordinal),
        };

    /// <summary>Slots that the jobs of a lane may take at once. The name "" stands for the jobs that have no lane: no limit of lanes is theirs.</summary>
    public int LimitOf(string lane) => Own(lane, settings => settings.Concurrency) ?? int.MaxValue;

    /// <summary>How many jobs of a lane may start in a time; null: any number.</summary>
    public QueueRate? RateOf(string lane) => lane.Length == 0 ? null : Find(lane)?.Rate ?? _each.Rate;

    /// <summary>A lane's share of the free slots.</summary>
    public int WeightOf(string lane) => Find(lane)?.Weight ?? 1;

    private int? Own(string lane, Func<LaneSettings, int?> value) =>
        lane.Length == 0 ? null : (Find(lane) is { } own ? value(own) : null) ?? value(_each);

    private LaneSettings? Find(string lane) => _exceptions.GetValueOrDefault(lane);
}

using System.Collections.Immutable;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// The permits of one queue and its lanes, by the generic cell rate algorithm (ITU-T I.371): of each only until when they are spent.
/// What has its time behind it is as if it had never been spent.
/// </summary>
internal sealed class Permits
{
    private readonly Dictionary<string, DateTimeOffset> _spentUntil = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _changed = new(StringComparer.Ordinal);
    private int _keptAtLeast = 1_000;

    /// <summary>Replaces all by what is stored.</summary>
    public void Read(IEnumerable<LanePermits> stored)
    {
        _spentUntil.Clear();
        _changed.Clear();
        foreach (var lane in stored) _spentUntil[lane.Lane] = lane.SpentUntil;
    }

    /// <summary>From when on a job may start.</summary>
    public DateTimeOffset NextStart(string lane, QueueRate rate, DateTimeOffset now)
    {
        if (!_spentUntil.TryGetValue(lane, out var spent)) return DateTimeOffset.MinValue;
        var interval = Interval(rate);
        var burst = interval * (rate.Burst ?? rate.Permits);

        // No more than a burst can have been spent ahead: then the clock was set back, or the rate was another one.
        if (spent > now + burst) _spentUntil[lane] = spent = now + burst;
        return spent - burst + interval;
    }

    /// <summary>A job starts.</summary>
    public void Spend(string lane, QueueRate rate, DateTimeOffset now)
    {
        var spent = _spentUntil.GetValueOrDefault(lane);
        _spentUntil[lane] = (spent > now ? spent : now) + Interval(rate);
        _changed.Add(lane);
    }

    /// <summary>What was spent since the last time, to be stored before anybody makes use of it.</summary>
    public ImmutableArray<LanePermits> TakeChanges(DateTimeOffset now)
    {
        if (_changed.Count == 0) return [];
        ImmutableArray<LanePermits> changes = [.. _changed.Select(lane => new LanePermits(lane, Clock.UpToMicroseconds(_spentUntil[lane])))];
        _changed.Clear();
        if (_spentUntil.Count > 2 * _keptAtLeast) ForgetPast(now);
        return changes;
    }

    // In ticks of 100 ns, rounded up: at the highest rate that can be set, at most one start in a hundred too few.
    private static TimeSpan Interval(QueueRate rate) => TimeSpan.FromTicks((rate.Per.Ticks + rate.Permits - 1) / rate.Permits);

    private void ForgetPast(DateTimeOffset now)
    {
        foreach (var lane in _spentUntil.Where(lane => lane.Value <= now).Select(lane => lane.Key).ToList()) _spentUntil.Remove(lane);
        _keptAtLeast = Math.Max(1_000, _spentUntil.Count);
    }
}

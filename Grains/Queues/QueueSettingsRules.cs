using System.Collections.Immutable;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>Says what is wrong with settings of a queue. Pure.</summary>
public static class QueueSettingsRules
{
    private const int LargestBurst = 1_000_000;
    private const int LargestWeight = 1_000;
    private const int LongestLane = 1_000;

    // A tick is 100 ns; so the rounding of the distance between two starts stays below a hundredth of it.
    private const int MostASecond = 100_000;

    private const int MostOutcomes = 10_000;

    /// <summary>The longest time for which no job of a queue may be held back by its breaker, or by a job.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromDays(30);

    /// <summary>Lanes of one queue for which something else may hold than for the others.</summary>
    public const int MostExceptions = 10_000;

    private static readonly TimeSpan ShortestPer = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPer = TimeSpan.FromDays(365);
    private static readonly TimeSpan ShortestHold = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestBurst = TimeSpan.FromDays(3_652);

    /// <summary>All faults of <paramref name="settings"/>; none if they are valid.</summary>
    public static ImmutableArray<FieldError> Check(QueueSettings settings)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (!IsConcurrency(settings.Concurrency))
            errors.Add(Error("concurrency", $"must be from 1 to {QueueSettings.LargestConcurrency}, or left out for the configured limit"));
        if (settings.MaxDepth is < 1 or > QueueSettings.LargestDepth)
            errors.Add(Error("maxDepth", $"must be from 1 to {QueueSettings.LargestDepth}, or left out for no limit"));
        CheckRate(errors, "rate", settings.Rate);
        CheckBreaker(errors, settings.Breaker);
        if (settings.Lanes is { } lanes)
        {
            CheckLane(errors, "lanes", lanes);
            if (lanes.Weight is not null) errors.Add(Error("lanes.weight", "is for single lanes: all others have the weight 1"));
        }

        if (settings.Exceptions.Length > MostExceptions) errors.Add(Error("lane", $"must name at most {MostExceptions} lanes"));
        foreach (var lane in settings.Exceptions.Take(MostExceptions))
        {
            if (lane.Name.Length is 0 or > LongestLane) errors.Add(Error("lane", $"names of lanes must have 1 to {LongestLane} characters"));
            else CheckLane(errors, $"lane.{lane.Name}", lane.Settings);
        }

        return errors.ToImmutable();
    }

    private static void CheckLane(ImmutableArray<FieldError>.Builder errors, string field, LaneSettings lane)
    {
        if (!IsConcurrency(lane.Concurrency)) errors.Add(Error($"{field}.concurrency", $"must be from 1 to {QueueSettings.LargestConcurrency}, or left out for no limit"));
        if (lane.Weight is < 1 or > LargestWeight) errors.Add(Error($"{field}.weight", $"must be from 1 to {LargestWeight}"));
        CheckRate(errors, $"{field}.rate", lane.Rate);
    }

    private static void CheckRate(ImmutableArray<FieldError>.Builder errors, string field, QueueRate? rate)
    {
        if (rate is null) return;
        var fits = true;
        Check(rate.Permits is >= 1 and <= LargestBurst, "permits", $"must be from 1 to {LargestBurst}");
        Check(rate.Per >= ShortestPer && rate.Per <= LongestPer, "per", $"must be from {ShortestPer.TotalMilliseconds:0} millisecond to {LongestPer.TotalDays:0} days");
        Check(rate.Burst is null or (>= 1 and <= LargestBurst), "burst", $"must be from 1 to {LargestBurst}, or left out for as many as permits");
        if (!fits) return;
        Check(rate.Permits / rate.Per.TotalSeconds <= MostASecond, "permits", $"must be at most {MostASecond} a second");
        Check(rate.Per / rate.Permits * (rate.Burst ?? rate.Permits) <= LongestBurst, "burst", $"must be given back within {LongestBurst.TotalDays:0} days");

        void Check(bool isGood, string member, string message)
        {
            fits &= isGood;
            if (!isGood) errors.Add(Error($"{field}.{member}", message));
        }
    }

    private static void CheckBreaker(ImmutableArray<FieldError>.Builder errors, QueueBreaker? breaker)
    {
        if (breaker is null) return;
        if (!(breaker.Failures is > 0 and <= 1)) errors.Add(Error("breaker.failures", "must be above 0, up to 1"));
        if (breaker.Of is < 1 or > MostOutcomes) errors.Add(Error("breaker.of", $"must be from 1 to {MostOutcomes}"));
        if (breaker.Hold < ShortestHold || breaker.Hold > LongestHold)
            errors.Add(Error("breaker.hold", $"must be from {ShortestHold.TotalMilliseconds:0} millisecond to {LongestHold.TotalDays:0} days"));
    }

    private static bool IsConcurrency(int? value) => value is null or (>= 1 and <= QueueSettings.LargestConcurrency);

    private static FieldError Error(string field, string message) => new() { Field = field, Message = message };
}

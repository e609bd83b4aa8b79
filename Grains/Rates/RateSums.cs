using System.Collections.Immutable;
using OrleansJobs.Rates;

namespace OrleansJobs.Grains.Rates;

/// <summary>Adds up what silos counted. Pure.</summary>
internal static class RateSums
{
    private const int Minutes = 60;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OfWaits = TimeSpan.FromMinutes(5);

    public static JobRates Of(IEnumerable<RateSlice> slices, DateTimeOffset now)
    {
        var all = slices.ToList();
        // Whole slices: of one that is under way, the second half is missing.
        var end = Begin(now, RateMeter.Slice);
        var last = all.Where(slice => slice.At >= end - Minute && slice.At < end).ToList();
        var waits = WaitHistogram.Sum(all.Where(slice => slice.At >= now - OfWaits).Select(slice => slice.Waits));
        var (ended, failed) = (all.Sum(Ended), all.Sum(slice => slice.Failed));
        return new JobRates
        {
            Submitted = last.Sum(slice => slice.Submitted) / Minute.TotalSeconds,
            Started = last.Sum(slice => slice.Started) / Minute.TotalSeconds,
            Ended = last.Sum(Ended) / Minute.TotalSeconds,
            FailedShare = ended > 0 ? (double)failed / ended : null,
            WaitP50 = WaitHistogram.Quantile(waits, 0.5),
            WaitP99 = WaitHistogram.Quantile(waits, 0.99),
            Minutes = MinutesOf(all.ToLookup(slice => Begin(slice.At, Minute)), Begin(now, Minute)),
        };
    }

    private static ImmutableArray<RateMinute> MinutesOf(ILookup<DateTimeOffset, RateSlice> slices, DateTimeOffset last) =>
    [
        .. Enumerable.Range(0, Minutes).Select(minute => last - (Minutes - 1 - minute) * Minute).Select(at => new RateMinute
        {
            At = at,
            Submitted = slices[at].Sum(slice => slice.Submitted),
            Started = slices[at].Sum(slice => slice.Started),
            Succeeded = slices[at].Sum(slice => slice.Succeeded),
            Failed = slices[at].Sum(slice => slice.Failed),
            Cancelled = slices[at].Sum(slice => slice.Cancelled),
        }),
    ];

    private static long Ended(RateSlice slice) => slice.Succeeded + slice.Failed + slice.Cancelled;

    private static DateTimeOffset Begin(DateTimeOffset at, TimeSpan of) => new(at.UtcTicks - at.UtcTicks % of.Ticks, TimeSpan.Zero);
}

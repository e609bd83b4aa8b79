using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Rates;

namespace OrleansJobs.Grains.Rates;

/// <summary>Counts what becomes of jobs on this silo, by slices of ten seconds, for an hour. What happened follows from the two rows of a commit.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    /// <summary>How long each slice is.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);

    /// <summary>For how long they are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Queue<Counts> _slices = new();
    private Counts _current = new(default);

    /// <summary>Counts what the commit that made <paramref name="after"/> of <paramref name="before"/> made true.</summary>
    public void Committed(JobRecord? before, JobRecord after)
    {
        var (starts, ends) = (after.AttemptNumber > (before?.AttemptNumber ?? 0), after.HasEnded && before?.HasEnded != true);
        if (before is not null && !starts && !ends) return;
        lock (_lock)
        {
            var counts = Current();
            if (before is null) counts.Submitted++;
            if (starts) counts.Started++;
            // One that takes the slot of a dead silo's attempt has not waited.
            if (starts && before?.Token is null) counts.Waits[WaitHistogram.Of(JobWait.Of(after))]++;
            if (ends) counts.End(after.Phase);
        }
    }

    /// <summary>The slices that began at this time or later, the oldest first.</summary>
    public ImmutableArray<RateSlice> Since(DateTimeOffset at)
    {
        lock (_lock) return [.. _slices.Where(slice => slice.At >= at).Select(slice => slice.ToSlice())];
    }

    private Counts Current()
    {
        var now = time.GetUtcNow();
        if (now < _current.At + Slice && _slices.Count > 0) return _current;
        while (_slices.TryPeek(out var oldest) && oldest.At < now - Kept) _slices.Dequeue();
        _slices.Enqueue(_current = new Counts(new DateTimeOffset(now.UtcTicks - now.UtcTicks % Slice.Ticks, TimeSpan.Zero)));
        return _current;
    }

    private sealed class Counts(DateTimeOffset at)
    {
        private long _succeeded;
        private long _failed;
        private long _cancelled;

        public DateTimeOffset At => at;

        public long Submitted { get; set; }

        public long Started { get; set; }

        public long[] Waits { get; } = new long[WaitHistogram.Buckets];

        public void End(JobPhase end) => _ = end switch
        {
            JobPhase.Succeeded => _succeeded++,
            JobPhase.Failed => _failed++,
            JobPhase.Cancelled => _cancelled++,
            _ => throw new ArgumentOutOfRangeException(nameof(end), end, "This is no end."),
        };

        public RateSlice ToSlice() => new()
        {
            At = at,
            Submitted = Submitted,
            Started = Started,
            Succeeded = _succeeded,
            Failed = _failed,
            Cancelled = _cancelled,
            Waits = Started > 0 ? [.. Waits] : [],
        };
    }
}

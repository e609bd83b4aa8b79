using OrleansJobs.Grains.Workers;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Makes the first record of a job. Pure.</summary>
internal static class JobRecords
{
    /// <summary>The time of a bound that there is not.</summary>
    public static DateTimeOffset NoBound { get; } = Clock.WholeMicroseconds(DateTimeOffset.MaxValue);

    /// <summary>The record of a valid request, in phase Pending, or Waiting if it has parents.</summary>
    public static JobRecord Create(Guid id, JobSpec spec, JobKindOptions kind, DateTimeOffset now)
    {
        var asked = spec.RunAt is { } at ? Clock.WholeMicroseconds(at) : Clock.WholeMicroseconds(now + (spec.Debounce?.For ?? spec.Delay ?? TimeSpan.Zero));
        return new JobRecord
        {
            Number = kind.Numbered ? 0 : null,
            Id = id,
            Kind = spec.Kind,
            Queue = spec.Queue ?? kind.Queue,
            Tenant = spec.Tenant,
            Priority = spec.Priority,
            Tags = spec.Tags,
            Retry = spec.Retry ?? kind.Retry,
            CreatedAt = now,
            RunAt = asked > now ? asked : now,
            ExpiresAt = spec.ExpiresAt is { } expires ? Clock.WholeMicroseconds(expires) : null,
            Timeout = spec.Timeout ?? kind.Timeout,
            Fingerprint = spec.Keyed ? JobFingerprint.Of(spec) : null,
            TraceParent = spec.TraceParent,
            Lane = spec.Lane,
            Cost = spec.Cost,
            Schedule = spec.Schedule,
            DebounceKey = spec.Debounce?.Key,
            DebounceUntil = spec.Debounce is { } debounce ? BoundOf(debounce, now) : null,
            Batch = spec.Batch,
            CallbackOf = spec.CallbackOf,
            ReplayOf = spec.ReplayOf,
            Webhook = spec.OnCompleted is { Url: var url } ? new EndWebhook(url) : null,
            HasChildren = spec.OnCompleted is not null,
            Parents = spec.After,
            Awaits = spec.After,
            Pool = kind.Outside ? WorkerPool.Of(spec.Kind, spec.Requires) : null,
            OnParentFailure = spec.OnParentFailure,
            Phase = spec.After.IsEmpty ? JobPhase.Pending : JobPhase.Waiting,
            Input = spec.Input,
            Version = FirstVersion(spec, now),
        };
    }

    private static DateTimeOffset BoundOf(JobDebounce debounce, DateTimeOffset now) =>
        debounce.AtMost is { } most ? Clock.WholeMicroseconds(now + most) : NoBound;

    /// <summary>
    /// What the versions count up from. A key's job can be deleted and made anew, and then no version of the first may come back:
    /// so they begin at the time in microseconds, which is longer than any job has changed as often.
    /// </summary>
    private static long FirstVersion(JobSpec spec, DateTimeOffset now) =>
        spec.Keyed ? (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : 0;
}

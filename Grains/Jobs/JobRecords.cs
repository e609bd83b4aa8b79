using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Makes the first record of a job. Pure.</summary>
internal static class JobRecords
{
    /// <summary>The record of a valid request, in phase Pending.</summary>
    public static JobRecord Create(Guid id, JobSpec spec, JobKindOptions kind, DateTimeOffset now)
    {
        var asked = spec.RunAt is { } at ? Clock.WholeMicroseconds(at) : Clock.WholeMicroseconds(now + (spec.Delay ?? TimeSpan.Zero));
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
            Input = spec.Input,
            Version = 0,
        };
    }
}

using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// The column "detail": what is stored of a job but never searched for. The names are stored; a change of their meaning
/// needs a new <see cref="Format"/> and code that reads the old one.
/// </summary>
internal sealed record JobDetail
{
    public const int CurrentFormat = 1;

    public required int Format { get; init; }
    public required ImmutableArray<string> Tags { get; init; }
    public required RetryRule Retry { get; init; }
    public TimeSpan? Timeout { get; init; }
    public string? Fingerprint { get; init; }
    public string? TraceParent { get; init; }
    public required ImmutableArray<JobAttempt> Attempts { get; init; }
    public int Failures { get; init; }
    public int ProbationCrashes { get; init; }
    public JobProgress? Progress { get; init; }
    public JobError? Error { get; init; }
    public string? CancelReason { get; init; }
    public JobParents? Parents { get; init; }
    public Guid? CallbackOf { get; init; }
    public EndWebhook? Webhook { get; init; }
    public int? StepSeries { get; init; }
    public ImmutableArray<string>? Signals { get; init; }
    public string? AwaitsSignal { get; init; }
    public JobLease? Lease { get; init; }

    public static JobDetail Of(JobRecord record) => new()
    {
        Format = CurrentFormat,
        Tags = record.Tags,
        Retry = record.Retry,
        Timeout = record.Timeout,
        Fingerprint = record.Fingerprint,
        TraceParent = record.TraceParent,
        Attempts = record.Attempts,
        Failures = record.Failures,
        ProbationCrashes = record.ProbationCrashes,
        Progress = record.Progress,
        Error = record.Error,
        CancelReason = record.CancelReason,
        Parents = JobParents.Of(record),
        CallbackOf = record.CallbackOf,
        Webhook = record.Webhook,
        Signals = record.Signals.IsEmpty ? null : record.Signals,
        AwaitsSignal = record.AwaitsSignal,
        Lease = JobLease.Of(record),
        StepSeries = record.StepSeries == 0 ? null : record.StepSeries,
    };
}

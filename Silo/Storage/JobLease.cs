using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>What is stored of the leases of a job that workers outside run, and never searched for. The names are stored.</summary>
internal sealed record JobLease
{
    public TimeSpan? For { get; init; }
    public int LogLines { get; init; }
    public int Lost { get; init; }
    public Guid? LastToken { get; init; }
    public AttemptOutcome? LastOutcome { get; init; }

    /// <summary>Null of a job that hosts run.</summary>
    public static JobLease? Of(JobRecord record) => record.Pool is null ? null : new JobLease
    {
        For = record.LeaseFor,
        LogLines = record.LogLines,
        Lost = record.LostLeases,
        LastToken = record.LastToken,
        LastOutcome = record.LastOutcome,
    };
}

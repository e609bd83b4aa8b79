using System.Globalization;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Storage.Workers;

/// <summary>
/// Pending rows that workers outside run. They have a phase of their own in the table, so that no index of pending rows has them, and none is met
/// by whoever looks for a host's next job; and a line, which is their queue and pool: what is a queue's for the others is a line's for them.
/// </summary>
internal static class OfferedRows
{
    /// <summary>The stored phase.</summary>
    public const int Phase = -2;

    /// <summary>The line of a pool: the names of queues have no control characters.</summary>
    public static string LineOf(string queue, string pool) => $"{queue}\n{pool}";

    /// <summary>The pool of a line.</summary>
    public static string PoolOf(string line) => line[(line.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    /// <summary>The line of a job; null if a host runs it.</summary>
    public static string? LineOf(JobRecord job) => job.Pool is { } pool ? LineOf(job.Queue, pool) : null;

    /// <summary>The phase as it is stored.</summary>
    public static int PhaseOf(JobRecord job) => job is { Phase: JobPhase.Pending, Pool: not null } ? Phase : (int)job.Phase;

    /// <summary>The phase of a stored one.</summary>
    public static JobPhase PhaseOf(int stored) => stored == Phase ? JobPhase.Pending : (JobPhase)stored;

    /// <summary>A statement about the pending rows of the queue $1, for those of the line $1.</summary>
    public static string OfLine(string statement) => OfQueue(statement).Replace(".queue = $1", ".line = $1", StringComparison.Ordinal);

    /// <summary>A statement about pending rows, for these.</summary>
    public static string OfQueue(string statement) =>
        statement.Replace("phase = 0", string.Create(CultureInfo.InvariantCulture, $"phase = {Phase}"), StringComparison.Ordinal);
}

using System.Buffers.Binary;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>Makes the requests for the jobs of runs. Pure.</summary>
internal static class ScheduledJobs
{
    /// <summary>The job of a run that is due.</summary>
    public static JobSpec Of(ScheduleRecord schedule, ScheduledRun run) => Of(schedule) with
    {
        Delay = null,
        RunAt = run.DueAt + (schedule.Spec.Job.Delay ?? TimeSpan.Zero) + Jitter(schedule.Spec, run.JobId),
    };

    /// <summary>The job of a run that somebody asks for.</summary>
    public static JobSpec Of(ScheduleRecord schedule) => schedule.Spec.Job with { Schedule = schedule.Name };

    /// <summary>By the run's id, which is as good as random, and the same however often the run is submitted.</summary>
    private static TimeSpan Jitter(ScheduleSpec spec, Guid run)
    {
        Span<byte> bytes = stackalloc byte[16];
        run.TryWriteBytes(bytes, bigEndian: true, out _);
        var chance = BinaryPrimitives.ReadUInt32BigEndian(bytes) / (double)(1L << 32);
        return (spec.Jitter ?? TimeSpan.Zero) * chance;
    }
}

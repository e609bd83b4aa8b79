using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>Queues, and what is told to them. Job n has the id and the sequence n.</summary>
internal static class QueueSamples
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly QueueSettings Ten = new() { Concurrency = 10 };

    public static IEnumerable<Guid> Dispatch(QueueMachine queue) => queue.Dispatch(Now, Now).Select(entry => entry.JobId);

    /// <summary>Asks for slots for jobs without lanes, until one gets none.</summary>
    public static int Reserve(this QueueMachine queue, IReadOnlyList<Guid> jobs, DateTimeOffset uptime, IReadOnlyList<Guid>? attempts = null) =>
        jobs.Index().TakeWhile(job => queue.Reserve(job.Item, attempts?[job.Index], null, 1, uptime, Now)).Count();

    public static void Set(this QueueMachine queue, long epoch, int limit, bool paused) => queue.Set(epoch, new QueueRules(limit, paused));

    public static QueueMachine Ready(int limit, int window = 100)
    {
        var queue = new QueueMachine(limit, window);
        queue.WindowRead(new QueueWindow([], Complete: true, null), queue.BeginRead());
        return queue;
    }

    public static Guid Id(int n) => new(n, 0, 0, new byte[8]);

    public static QueueEntry Entry(int n, int priority = 0, DateTimeOffset? runAt = null, bool suspect = false, long version = 1) =>
        new() { JobId = Id(n), Seq = n, Priority = priority, RunAt = runAt ?? Now, Suspect = suspect, Version = version };

    /// <summary>A job for workers outside.</summary>
    public static QueueEntry For(string pool, int n) => Entry(n) with { Pool = pool };

    public static IEnumerable<Guid> Ids(IEnumerable<QueueEntry> entries) => entries.Select(entry => entry.JobId);

    public static NamedLane Weighted(string name, int weight) => new() { Name = name, Settings = new LaneSettings { Weight = weight } };

    public static RunningRow Row(int n, bool suspect = false, long version = 2) => new(Id(n), "host", suspect, version);

    public static SlotRelease Refused(int n, long epoch, long version = 1) => new() { JobId = Id(n), Epoch = epoch, Version = version };

    public static SlotRelease Ended(int n, long version = 3) => new() { JobId = Id(n), Version = version };
}

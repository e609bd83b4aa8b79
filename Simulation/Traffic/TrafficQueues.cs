using System.Collections.Immutable;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Grains.Zoo;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>The queues of the traffic: narrow ones, as limits that nobody reaches prove nothing.</summary>
internal static class TrafficQueues
{
    /// <summary>Those that jobs are submitted to.</summary>
    public static ImmutableArray<string> Names { get; } = ["default", "single", "pair", "blind"];

    private static readonly QueuesOptions Options = new()
    {
        ["default"] = new QueueOptions { Concurrency = 5 },
        ["single"] = new QueueOptions { Concurrency = 1 },
        ["pair"] = new QueueOptions { Concurrency = 2 },

        // Knows only a few of its waiting jobs at a time.
        ["blind"] = new QueueOptions { Concurrency = 2, Window = 2 },
        [ZooQueryJob.Queue] = new QueueOptions { Concurrency = 3 },
    };

    public static void Configure(QueuesOptions queues)
    {
        foreach (var (name, options) in Options) queues[name] = options;
    }

    /// <summary>The same for a real host, which allows no window as short as that.</summary>
    public static void ConfigureReal(QueuesOptions queues)
    {
        Configure(queues);
        queues["blind"] = new QueueOptions { Concurrency = LimitOf("blind"), Window = 10 };
    }

    /// <summary>Jobs that may run at once, unless it is set otherwise.</summary>
    public static int LimitOf(string queue) => Options.For(queue).Concurrency;
}

using System.Collections.Immutable;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Grains.Zoo;
using OrleansJobs.Queues;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>The queues of the traffic: narrow ones, as limits that nobody reaches prove nothing.</summary>
internal static class TrafficQueues
{
    /// <summary>Those whose settings change.</summary>
    public static ImmutableArray<string> Names { get; } = ["default", "single", "pair", "blind", "laned"];

    /// <summary>The queue whose rate never changes, so that it can be checked.</summary>
    public const string Rated = "rated";

    /// <summary>Its rate.</summary>
    public static QueueRate Rate { get; } = new() { Permits = 3, Per = TimeSpan.FromSeconds(2), Burst = 2 };

    /// <summary>The queue that shares its slots between lanes, whose settings never change either.</summary>
    public const string Shared = "shared";

    /// <summary>The queue with a breaker, whose settings never change either, and whose jobs fail often.</summary>
    public const string Broken = "broken";

    /// <summary>Its breaker.</summary>
    public static QueueBreaker Breaker { get; } = new() { Failures = 0.5, Of = 3, Hold = TimeSpan.FromSeconds(3) };

    /// <summary>All that jobs are submitted to.</summary>
    public static ImmutableArray<string> All { get; } = Names.AddRange(Rated, Shared, Broken);

    /// <summary>Lanes of jobs: few, so that they are full.</summary>
    public static ImmutableArray<string?> Lanes { get; } = [null, null, "a", "b", "c", "d"];

    private static readonly QueuesOptions Options = new()
    {
        ["default"] = new QueueOptions { Concurrency = 5 },
        ["single"] = new QueueOptions { Concurrency = 1 },
        ["pair"] = new QueueOptions { Concurrency = 2 },

        // Knows only a few of its waiting jobs at a time.
        ["blind"] = new QueueOptions { Concurrency = 2, Window = 2 },
        ["laned"] = new QueueOptions { Concurrency = 4, Window = 3 },
        [Shared] = new QueueOptions { Concurrency = 2, Window = 2 },
        [Broken] = new QueueOptions { Concurrency = 3, Window = 4 },
        [Rated] = new QueueOptions { Concurrency = 4, Window = 4 },
        [ZooQueryJob.Queue] = new QueueOptions { Concurrency = 3 },
    };

    public static void Configure(QueuesOptions queues)
    {
        foreach (var (name, options) in Options) queues[name] = options;
    }

    /// <summary>The same for a real host, which allows no window as short as that.</summary>
    public static void ConfigureReal(QueuesOptions queues)
    {
        foreach (var name in Options.Keys) queues[name] = new QueueOptions { Concurrency = LimitOf(name), Window = Math.Max(10, Options[name].Window) };
    }

    /// <summary>What is set of a queue before anything else; null if nothing is.</summary>
    public static QueueSettings? FirstSettings(string queue) => queue switch
    {
        "laned" => new QueueSettings
        {
            Lanes = new LaneSettings { Concurrency = 1 },
            Exceptions = [new NamedLane { Name = "b", Settings = new LaneSettings { Concurrency = 2 } }],
        },
        Shared => new QueueSettings { Fair = true, Exceptions = [new NamedLane { Name = "c", Settings = new LaneSettings { Weight = 3 } }] },
        Rated => new QueueSettings { Rate = Rate },
        Broken => new QueueSettings { Breaker = Breaker },
        _ => null,
    };

    /// <summary>What holds with these settings.</summary>
    public static QueueRules RulesOf(string queue, QueueSettings settings) => QueueRules.Of(settings, Options.For(queue));

    /// <summary>Jobs that may run at once, unless it is set otherwise.</summary>
    public static int LimitOf(string queue) => Options.For(queue).Concurrency;
}

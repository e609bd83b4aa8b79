using System.Collections.Immutable;

namespace OrleansJobs.Grains.Queues;

/// <summary>What a queue's machine would like to have read from the table next: one of the nested records.</summary>
public abstract record QueueRead
{
    private QueueRead()
    {
    }

    /// <summary>Of the jobs for this pool of workers; null: for hosts.</summary>
    public string? Pool { get; init; }

    /// <summary>The head of the queue.</summary>
    public sealed record Window : QueueRead
    {
        public static Window Instance { get; } = new();
    }

    /// <summary>The names of the pools that have pending rows.</summary>
    public sealed record Pools : QueueRead
    {
        public static Pools Instance { get; } = new();
    }

    /// <summary>The heads of these lanes, at most so many rows of each.</summary>
    public sealed record Lanes(ImmutableArray<string> Names, int Limit) : QueueRead;

    /// <summary>The names of at most so many lanes after this one that have pending rows.</summary>
    public sealed record NextLanes(string After, int Limit) : QueueRead;
}

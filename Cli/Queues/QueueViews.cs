using Spectre.Console.Rendering;

namespace OrleansJobs.Cli.Queues;

/// <summary>Queues as people see them.</summary>
internal static class QueueViews
{
    public static Grid<JobQueue> List { get; } = new(
        ("name", queue => queue.Name), ("state", State), ("limit", queue => queue.Limit), ("running", queue => queue.Depth?.Running), ("queued", queue => queue.Depth?.Queued),
        ("scheduled", queue => queue.Depth?.Scheduled), ("oldest waits", queue => queue.OldestWaiting), ("per second", queue => queue.Throughput));

    public static Grid<Lane> Lanes { get; } = new(
        ("name", lane => lane.Name), ("running", lane => lane.Running), ("slots", lane => lane.Slots), ("waiting", lane => $"{lane.Waiting}{(lane.Estimated == true ? "+" : "")}"),
        ("limit", lane => lane.Limit), ("weight", lane => lane.Weight));

    public static Grid<WorkerStatus> Workers { get; } = new(
        ("queue", worker => worker.Queue), ("name", worker => worker.Name), ("kinds", worker => worker.Kinds), ("labels", worker => worker.Labels), ("asked", worker => worker.AskedAt), ("waits", worker => worker.Waits));

    public static Grid<Kind> Kinds { get; } = new(
        ("name", kind => kind.Name), ("queue", kind => kind.Queue), ("run by", kind => kind.Outside ? "workers" : "the service"),
        ("attempts", kind => kind.Retry.MaxAttempts), ("timeout", kind => kind.Timeout));

    public static Func<JobQueue, IRenderable> Details(Words words) => queue => Facts.Of(
        words, ("name", queue.Name), ("state", State(queue)), ("held until", queue.Held?.Until), ("limit", queue.Limit), ("rate", queue.Rate is { } rate ? Rate(rate, words) : null),
        ("fair", queue.Fair), ("max depth", queue.MaxDepth), ("running", queue.Depth?.Running), ("queued", queue.Depth?.Queued), ("scheduled", queue.Depth?.Scheduled),
        ("oldest waits", queue.OldestWaiting), ("per second", queue.Throughput));

    private static string State(JobQueue queue) => queue switch
    {
        { Paused: true } => "paused",
        { BreakerState: BreakerState.Open } => "breaker open",
        { BreakerState: BreakerState.HalfOpen } => "breaker half open",
        { Held: not null } => "held",
        _ => "runs",
    };

    private static string Rate(QueueRate rate, Words words) => $"{rate.Permits} per {words.Of(rate.Per)}{(rate.Burst is { } burst ? $", {burst} at once" : "")}";
}

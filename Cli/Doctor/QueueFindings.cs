namespace OrleansJobs.Cli.Doctor;

/// <summary>What is wrong with a queue.</summary>
internal static class QueueFindings
{
    public static IEnumerable<Finding> Of(JobQueue queue)
    {
        var about = $"queue {queue.Name}";
        var resume = $"orleansjobs queues resume {queue.Name}";
        var waiting = queue.Depth?.Queued ?? 0;
        if (queue.Paused && waiting > 0) yield return Finding.Problem(about, $"paused, and {waiting} jobs wait", resume);
        else if (queue.Paused) yield return Finding.Note(about, "paused", resume);
        if (queue.BreakerState is BreakerState.Open or BreakerState.HalfOpen)
            yield return Finding.Problem(about, "its breaker is open, as too many attempts failed", $"orleansjobs list --queue {queue.Name} --state failed; {resume} closes it.");
        else if (queue.Held is { } held) yield return Finding.Note(about, $"a job asked that none starts until {held.Until:u}", resume);
        if (queue.MaxDepth is { } most && (queue.Depth?.Scheduled + waiting) >= most)
            yield return Finding.Problem(about, $"full: {most} jobs wait, and submits are refused", "Let more run (--concurrency), or more wait (--max-depth): orleansjobs queues set.");
    }

    /// <summary>That jobs wait for too long, with why the oldest does.</summary>
    public static Finding Stuck(JobQueue queue, Job? oldest, JobExplanation? why, Words words)
    {
        var text = $"a job has waited for {words.Of(queue.OldestWaiting)}";
        if (oldest is null || why is null) return Finding.Problem($"queue {queue.Name}", text, $"orleansjobs list --queue {queue.Name} --state queued");
        var reasons = why.Reasons.Count == 0 ? "nothing but its turn keeps it" : string.Join("; ", why.Reasons.Select(reason => reason.Detail));
        return Finding.Problem($"queue {queue.Name}", $"{text}; {oldest.Id} waits: {reasons}", Advice(queue, why.Reasons.Count == 0 ? null : why.Reasons[0].Code, oldest));
    }

    private static string Advice(JobQueue queue, string? code, Job oldest) => code switch
    {
        "no-worker" => $"Start a worker of kind {oldest.Kind} for queue {queue.Name}.",
        "no-handler" => $"Start a service that has a handler of kind {oldest.Kind}.",
        "paused" or "breaker-open" => $"orleansjobs queues resume {queue.Name}",
        "queue-full" => $"orleansjobs queues set {queue.Name} --concurrency lets more run at once.",
        _ => $"orleansjobs explain {oldest.Id}",
    };
}

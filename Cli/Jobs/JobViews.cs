using Spectre.Console;
using Spectre.Console.Rendering;

namespace OrleansJobs.Cli.Jobs;

/// <summary>Jobs as people see them.</summary>
internal static class JobViews
{
    public static Grid<Job> List { get; } = new(
        ("id", job => job.Id), ("kind", job => job.Kind), ("queue", job => job.Queue), ("state", job => job.State),
        ("created", job => job.CreatedAt), ("tags", job => job.Tags), ("error", job => job.State == JobState.Failed ? job.Error?.Message : null));

    public static Grid<JobLogLine> Log { get; } = new(("time", line => line.At), ("attempt", line => line.Attempt), ("text", line => line.Text));

    public static Grid<JobStep> Steps { get; } = new(("step", step => step.Name), ("value", step => step.Value));

    public static Grid<JobDelivery> Deliveries { get; } = new(
        ("end", delivery => delivery.Number), ("by job", delivery => delivery.Id), ("state", delivery => delivery.State), ("next attempt", delivery => delivery.NextAttemptAt),
        ("attempts", delivery => delivery.Attempts.Count), ("last error", delivery => delivery.Attempts is [.., var last] ? last.Error?.Message : null));

    private static Grid<JobAttempt> Attempts { get; } = new(
        ("attempt", attempt => attempt.Number), ("by", attempt => attempt.Worker ?? attempt.Silo), ("started", attempt => attempt.StartedAt),
        ("ended", attempt => attempt.EndedAt), ("outcome", attempt => attempt.Outcome), ("error", attempt => attempt.Error?.Message));

    private static Grid<JobReason> Reasons { get; } = new(
        ("reason", reason => reason.Code), ("detail", reason => reason.Detail), ("until", reason => reason.Until), ("by", reason => reason.By));

    public static Func<Job, IRenderable> Details(Words words) => job => new Rows(
    [
        Facts.Of(
            words, ("id", job.Id), ("kind", job.Kind), ("queue", job.Queue), ("lane", job.Lane), ("state", job.State), ("priority", job.Priority), ("cost", job.Cost),
            ("tags", job.Tags), ("requires", job.Requires), ("created", job.CreatedAt), ("due", job.HasEnded ? null : job.RunAt), ("started", job.StartedAt),
            ("ended", job.EndedAt), ("expires", job.ExpiresAt), ("timeout", job.Timeout), ("leased until", job.LeaseUntil), ("schedule", job.Schedule),
            ("batch", job.Batch), ("parents", job.Parents), ("replay of", job.ReplayOf), ("waits for signal", job.AwaitsSignal), ("waits for batch", job.AwaitsBatch),
            ("progress", job.Progress is { } progress ? Progress(progress) : null), ("input", job.Input), ("result", job.Result),
            ("error", job.Error is { } error ? $"{error.Type}: {error.Message}" : null), ("cancel reason", job.CancelReason)),
        .. job.Attempts.Count == 0 ? Array.Empty<IRenderable>() : [Text.Empty, Attempts.Of(job.Attempts, words)],
    ]);

    public static Func<JobExplanation, IRenderable> Explanation(Words words) => why => new Rows(
        Facts.Of(
            words, ("state", why.State), ("position", why.Position is { } place ? $"{place}{(why.Estimated == true ? " or later" : "")}" : null),
            ("likely start", why.PredictedStart), ("", why.Reasons.Count == 0 ? "nothing keeps it" : null)),
        why.Reasons.Count == 0 ? Text.Empty : Reasons.Of(why.Reasons, words));

    public static Func<JobCounts, IRenderable> Counts(Words words) => counts => Facts.Of(
        words, ("scheduled", counts.Scheduled), ("queued", counts.Queued), ("waiting", counts.Waiting), ("running", counts.Running), ("succeeded", counts.Succeeded),
        ("failed", counts.Failed), ("cancelled", counts.Cancelled), ("", counts.Estimated == true ? "only the sum of scheduled and queued is exact" : null));

    public static string Progress(JobProgress progress) => FormattableString.Invariant($"{progress.Fraction * 100:0}% {progress.Message}").TrimEnd();
}

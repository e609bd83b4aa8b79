using System.Text.Json;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// What is recorded of an attempt was said by the attempt that the row named until then. Attempts of kind "work", and workers, sign all
/// they say with their token.
/// </summary>
internal sealed class NoSupersededEffect : Checker
{
    public override string Name => "no-superseded-effect";

    public override void OnCommit(Commit commit)
    {
        if (commit.After is not { Kind: WorkJob.Kind or Carriers.Kind } after) return;
        var before = commit.Before;
        if (after.Result is { } result && !Equals(result, before?.Result))
            Check(commit, "result", JsonSerializer.Deserialize<string>(result.Utf8.AsSpan()));
        if (after.Checkpoint is { } saved && !Equals(saved, before?.Checkpoint))
            Check(commit, "checkpoint", JsonSerializer.Deserialize<WorkCheckpoint>(saved.Utf8.AsSpan(), JobJson.Options)!.Signature);
        if (after.Progress is { } progress && progress != before?.Progress)
            Check(commit, "progress", progress.Message);
        if (after.Error is { Type: nameof(InvalidOperationException) } error && error != before?.Error)
            Check(commit, "error", error.Message);
        foreach (var line in commit.Log) Check(commit, "log", line.Text[..32]);
    }

    private void Check(Commit commit, string what, string? signature)
    {
        if (commit.Before?.Token is not { } token || signature != WorkJob.SignatureOf(token))
            Wrong($"job {commit.JobId}: a {what} of attempt {signature} was recorded under {commit.Before?.Token?.ToString("N") ?? "none"}");
    }
}

using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// No step of a job runs after its value was stored, and every attempt gets the value that was stored first. A job that is asked to run
/// again may begin anew: of those nothing is said.
/// </summary>
internal sealed class StepsRunOnce : Checker
{
    private readonly Dictionary<(Guid Job, string Name), string> _stored = [];
    private readonly HashSet<Guid> _again = [];

    public override string Name => "steps-run-once";

    public override void OnAsking(Guid id, Wish wish)
    {
        if (wish is Wish.Retry or Wish.Delete) _again.Add(id);
    }

    public override void OnCommit(Commit commit)
    {
        foreach (var (_, step) in commit.Steps) _stored.TryAdd((commit.JobId, step.Name), $"{step.Value}");
    }

    public override void OnStep(Guid job, string name, string value)
    {
        if (!_again.Contains(job) && _stored.ContainsKey((job, name))) Wrong($"step {name} of job {job} runs again, though its value was stored");
    }

    public override void OnStepValue(Guid job, string name, string? value)
    {
        if (_again.Contains(job)) return;
        if (!_stored.TryGetValue((job, name), out var first) || first != $"\"{value}\"")
            Wrong($"step {name} of job {job} gave {value}, and what was stored is {first ?? "nothing"}");
    }
}

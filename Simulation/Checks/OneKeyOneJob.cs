using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Checks;

/// <summary>No job is made twice, however often it is submitted. All submits under one key find one job, which is accepted once, and other requests under the key are refused.</summary>
internal sealed class OneKeyOneJob : Checker
{
    private readonly HashSet<Guid> _deletable = [];
    private readonly HashSet<Guid> _made = [];
    private readonly Dictionary<Guid, int> _accepted = [];
    private readonly Dictionary<Guid, string> _fingerprints = [];

    public override string Name => "one-key-one-job";

    public override void OnAsking(Guid id, Wish wish)
    {
        if (wish == Wish.Delete) _deletable.Add(id);
    }

    public override void OnCommit(Commit commit)
    {
        if (commit is not { Before: null, After: { } made }) return;
        if (made.Fingerprint is { } fingerprint) _fingerprints[made.Id] = fingerprint;
        if (!_made.Add(made.Id) && !_deletable.Contains(made.Id)) Wrong($"job {made.Id} was made twice");
    }

    public override void OnSubmitted(string? key, Guid id, JobSpec spec, SubmitResult result)
    {
        // After a deletion the key is as good as new.
        if (key is null || _deletable.Contains(id)) return;
        var fits = _fingerprints.TryGetValue(id, out var fingerprint) ? fingerprint == JobFingerprint.Of(spec) : (bool?)null;
        switch (result)
        {
            case SubmitResult.Accepted accepted:
                if (accepted.Job.Id != id) Wrong($"key {key} was answered with job {accepted.Job.Id} instead of {id}");
                if (fits != true) Wrong($"key {key} was accepted, and the stored job is another one");
                _accepted[id] = _accepted.GetValueOrDefault(id) + 1;
                if (_accepted[id] > 1) Wrong($"key {key} was accepted {_accepted[id]} times");
                break;
            case SubmitResult.Existing existing:
                if (existing.Job.Id != id || fits != true) Wrong($"key {key} found a job that is not its own");
                break;
            case SubmitResult.KeyReused:
                if (fits != false) Wrong($"key {key} was refused although its job is the one asked for");
                break;
        }
    }
}

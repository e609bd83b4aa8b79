using System.Text.Json;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// Of a debounce key one job at most takes submits: one that waits and has never been started. What was acknowledged is in it, or
/// was followed by a later submit; and with that it starts. Each key has one client at a time, whose values grow.
/// </summary>
/// <remarks>A submit that was not answered may come late, after those that were: its value is right whenever it comes.</remarks>
internal sealed class DebounceHolds : Checker
{
    private readonly Dictionary<string, KeyState> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _settled = [];
    private readonly HashSet<Guid> _retried = [];

    private sealed class KeyState
    {
        public Guid? Waiting { get; set; }

        public int Acknowledged { get; set; }

        public HashSet<int> Unanswered { get; } = [];

        public HashSet<int> Stored { get; } = [];
    }

    public override string Name => "debounce-holds";

    public override void OnSubmitting(Guid id, JobSpec spec)
    {
        if (spec.Debounce is { Key: var key }) Of(key).Unanswered.Add(ValueOf(spec.Input));
    }

    public override void OnSubmitted(string? key, Guid id, JobSpec spec, SubmitResult result)
    {
        if (spec.Debounce is not { Key: var debounce, Keep: var keep } || result is SubmitResult.Unavailable { Unchanged: false }) return;
        var (state, value) = (Of(debounce), ValueOf(spec.Input));
        state.Unanswered.Remove(value);

        // Of a submit that only moved the time, the value is forgotten.
        if (result is not SubmitResult.Accepted && (result is not SubmitResult.Existing || keep == DebounceKeep.First)) return;
        if (!state.Stored.Contains(value)) Wrong($"value {value} of key {debounce} was acknowledged, and no job had it");
        state.Acknowledged = value;
    }

    public override void OnAsking(Guid id, Wish wish)
    {
        if (wish == Wish.Retry) _retried.Add(id);
    }

    public override void OnCommit(Commit commit)
    {
        if ((commit.After ?? commit.Before) is not { DebounceKey: { } key } job || _settled.Contains(job.Id)) return;
        var state = Of(key);

        // An end and the retry after it may be one commit: that job waits, and takes no submits. Nothing else takes a waiting job that.
        var wasRetried = commit.After is { DebounceUntil: null } && _retried.Contains(job.Id);
        var waits = commit.After is { Phase: JobPhase.Pending, StartedAt: null } && !wasRetried;
        if (waits && commit.After is { DebounceUntil: null }) Wrong($"job {job.Id} of key {key} waits, and takes no submits any more");
        if (waits && state.Waiting is { } other && other != job.Id) Wrong($"jobs {other} and {job.Id} both take the submits of key {key}");
        state.Waiting = waits ? job.Id : state.Waiting == job.Id ? null : state.Waiting;
        if (!waits) _settled.Add(job.Id);

        if (commit.After is null) return;
        var value = ValueOf(job.Input);
        state.Stored.Add(value);
        if (value < state.Acknowledged && !state.Unanswered.Contains(value))
            Wrong($"job {job.Id} of key {key} {(commit.Starts ? "starts" : "is stored")} with value {value} after {state.Acknowledged} was acknowledged");
    }

    public override void OnQuiet(IReadOnlyList<JobRecord> rows)
    {
        foreach (var (key, state) in _keys)
        {
            if (state.Waiting is { } id) Stuck($"job {id}, which has what was acknowledged of key {key}, never came to run");
        }
    }

    private KeyState Of(string key)
    {
        if (!_keys.TryGetValue(key, out var state)) _keys[key] = state = new KeyState();
        return state;
    }

    private static int ValueOf(Json? input) => JsonSerializer.Deserialize<WorkInput>(input!.Utf8.AsSpan(), JobJson.Options)!.Value;
}

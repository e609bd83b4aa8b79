using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// Each due time that has a run, by what is stored of its schedule, has one job; where all are to have runs, all have. Runs that may not
/// meet do not.
/// </summary>
internal sealed class SchedulesAreKept : Checker
{
    private readonly SortedDictionary<string, State> _schedules = new(StringComparer.Ordinal);

    private sealed class State(ScheduleRecord first)
    {
        public DateTimeOffset Since { get; } = first.SettledUntil;

        public ScheduleRecord Row { get; set; } = first;

        public HashSet<Guid> Claimed { get; } = [];

        public HashSet<Guid> Made { get; } = [];

        public HashSet<Guid> Unfinished { get; } = [];
    }

    public override string Name => "schedules-are-kept";

    public override void OnScheduleChanged(ScheduleRecord row)
    {
        if (!_schedules.TryGetValue(row.Name, out var state)) _schedules[row.Name] = state = new State(row);
        state.Row = row;
        foreach (var due in row.Claimed) state.Claimed.Add(JobId.OfRun(row.Name, due));
    }

    public override void OnCommit(Commit commit)
    {
        if ((commit.After ?? commit.Before)?.Schedule is not { } name || !_schedules.TryGetValue(name, out var state)) return;
        if (commit.Before is null) Begin(state, commit.After!);
        if (commit.After is { HasEnded: false }) state.Unfinished.Add(commit.JobId);
        else state.Unfinished.Remove(commit.JobId);
    }

    public override void OnQuiet(IReadOnlyList<JobRecord> rows)
    {
        foreach (var (name, state) in _schedules)
        {
            if (state.Row.WakeAt is { } at) Stuck($"schedule {name} has still something to do at {at:O}");
            foreach (var id in state.Claimed.Where(id => !state.Made.Contains(id))) Wrong($"a run of schedule {name}, job {id}, was never submitted");
            if (state.Row.Spec.Misfire != MisfirePolicy.All || state.Row.Spec.Overlap == OverlapPolicy.Skip) continue;
            foreach (var due in CronTimes.Of(state.Row.Spec).Between(state.Since, state.Row.Spec.EndsAt!.Value))
                if (!state.Made.Contains(JobId.OfRun(name, due))) Wrong($"schedule {name} had no run for {due:O}");
        }
    }

    private void Begin(State state, JobRecord run)
    {
        var (name, overlap) = (run.Schedule!, state.Row.Spec.Overlap);
        if (!state.Claimed.Contains(run.Id)) Wrong($"job {run.Id} is a run of schedule {name} that was not to be submitted");
        if (!state.Made.Add(run.Id)) Wrong($"job {run.Id} of schedule {name} was made twice");
        if (overlap is OverlapPolicy.Skip or OverlapPolicy.Queue && state.Unfinished.Count > 0)
            Wrong($"job {run.Id} of schedule {name} was made while {state.Unfinished.First()} had not ended");
    }
}

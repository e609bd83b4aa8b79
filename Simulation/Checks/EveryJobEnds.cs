using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Simulation.Checks;

/// <summary>When nothing goes wrong any more and nobody asks for anything, every job comes to an end.</summary>
internal sealed class EveryJobEnds : Checker
{
    public override string Name => "every-job-ends";

    public override void OnQuiet(IReadOnlyList<JobRecord> rows)
    {
        var unfinished = rows.Where(row => !row.HasEnded).ToList();
        if (unfinished is [var first, ..])
            Stuck($"{unfinished.Count} jobs do not end; the first is {first.Id}, {first.Phase} in queue {first.Queue}, version {first.Version}, to run at {first.RunAt:O}");
    }
}

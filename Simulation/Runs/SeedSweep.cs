using System.Globalization;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Runs;

/// <summary>Sums up many runs.</summary>
internal sealed class SeedSweep
{
    private readonly Trace _hashes = new(null);
    private TimeSpan _simulated;
    private long _turns;
    private long _commits;
    private long _faults;
    private int _runs;

    public int Failures { get; private set; }

    public RunOutcome Worst { get; private set; }

    /// <summary>The hash over the hashes of all runs.</summary>
    public string TraceHash => _hashes.Hash;

    public void Add(RunResult result)
    {
        _runs++;
        _simulated += result.Elapsed;
        _turns += result.Turns;
        _commits += result.Commits;
        _faults += result.Happened.Length;
        _hashes.Note(_runs, result.TraceHash);
        if (result.Outcome == RunOutcome.Right) return;
        Failures++;
        if (result.Outcome > Worst) Worst = result.Outcome;
    }

    public string Summary(TimeSpan took) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_runs} seeds, {Failures} failed: {_commits} commits in {_turns} turns, {_faults} faults, {_simulated.TotalHours:F1} h of simulated time in {took.TotalSeconds:F1} s: {_runs / took.TotalMinutes:F0} seeds/min, {_simulated.TotalHours / took.TotalSeconds:F2} simulated hours a second");
}

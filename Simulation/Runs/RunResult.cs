using System.Collections.Immutable;
using OrleansJobs.Simulation.Faults;

namespace OrleansJobs.Simulation.Runs;

/// <summary>What came of a run.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Finding">What was found; null if nothing.</param>
/// <param name="TraceHash">The hash over all that happened.</param>
/// <param name="Elapsed">Simulated time.</param>
/// <param name="Turns">Turns of grains and the code around them.</param>
/// <param name="Commits">Committed changes of jobs.</param>
/// <param name="Happened">The faults that came.</param>
internal sealed record RunResult(
    RunOutcome Outcome, string? Finding, string TraceHash, TimeSpan Elapsed, long Turns, int Commits, ImmutableArray<Fault> Happened);

using System.Collections.Immutable;

namespace OrleansJobs.Simulation.Runs;

/// <summary>
/// Leaves out faults of a failing run as long as it still fails in the same way: first halves of the list, then ever
/// smaller parts (Zeller, Hildebrandt: "Simplifying and isolating failure-inducing input", 2002).
/// </summary>
internal static class Shrinker
{
    private const int MostRuns = 300;

    /// <summary>The shortest plan that was found, and what comes of it.</summary>
    public static (RunSpec Spec, RunResult Result) Shrink(RunSpec spec, RunResult failing)
    {
        var best = (Spec: With(spec, [.. failing.Happened.Select(fault => fault.Number)]), Result: failing);
        var left = MostRuns;
        if (!Try(best.Spec)) return (spec, failing);
        for (var size = best.Spec.Only!.Value.Length; size >= 1; size /= 2)
        {
            for (var start = 0; start < best.Spec.Only!.Value.Length && left > 0;)
            {
                var faults = best.Spec.Only.Value;
                if (!Try(With(spec, faults.RemoveRange(start, Math.Min(size, faults.Length - start))))) start += size;
            }
        }

        return best;

        bool Try(RunSpec candidate)
        {
            left--;
            var result = SeedRun.Of(candidate);
            if (result.Outcome != failing.Outcome || CheckerOf(result) != CheckerOf(failing)) return false;
            best = (candidate, result);
            return true;
        }
    }

    private static RunSpec With(RunSpec spec, ImmutableArray<int> only) => spec with { Only = only };

    private static string? CheckerOf(RunResult result) => result.Finding?.Split(':')[0];
}

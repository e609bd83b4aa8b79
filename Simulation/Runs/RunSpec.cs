using System.Collections.Immutable;
using OrleansJobs.Simulation.Faults;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Runs;

/// <summary>What decides everything about one run.</summary>
internal sealed record RunSpec
{
    public required ulong Seed { get; init; }

    /// <summary>Operations of the traffic.</summary>
    public int Steps { get; init; } = 60;

    /// <summary>The kinds of fault that may come.</summary>
    public ImmutableArray<FaultKind> Faults { get; init; } = FaultNames.All;

    /// <summary>Only the faults of the plan with these numbers; null for all.</summary>
    public ImmutableArray<int>? Only { get; init; }

    /// <summary>The bug to put in.</summary>
    public Plant Plant { get; init; }

    /// <summary>The name of the only checker to use; null for all.</summary>
    public string? Checker { get; init; }

    /// <summary>With real storage: how often its process is killed. Null for the simulated one.</summary>
    public int? Kills { get; init; }

    /// <summary>The command line that repeats the run.</summary>
    public override string ToString()
    {
        var line = $"--seed {Seed} --steps {Steps} --faults {FaultNames.Format(Faults)}";
        if (Kills is { } kills) line += $" --storage sqlite --kills {kills}";
        if (Only is { } only) line += $" --only {(only.IsEmpty ? "none" : string.Join(',', only))}";
        if (Plant != Plant.None) line += $" --plant {Plant}";
        if (Checker is not null) line += $" --checker {Checker}";
        return line;
    }
}

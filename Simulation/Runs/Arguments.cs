using System.Globalization;

namespace OrleansJobs.Simulation.Runs;

/// <summary>The command line, read.</summary>
internal sealed record Arguments
{
    /// <summary>After so many failing seeds it is known that something is wrong.</summary>
    public const int MostFailures = 10;

    /// <summary>The first seed's run.</summary>
    public required RunSpec Spec { get; init; }

    /// <summary>The last seed, unless there is a time.</summary>
    public required ulong LastSeed { get; init; }

    public TimeSpan? Time { get; init; }

    public bool Trace { get; init; }

    public bool IsOneSeed => LastSeed == Spec.Seed && Time is null;

    /// <summary>The runs to do, until the last seed or the end of the time.</summary>
    public IEnumerable<RunSpec> Specs(Func<TimeSpan> elapsed)
    {
        for (var seed = Spec.Seed; (Time is not null || seed <= LastSeed) && !(elapsed() >= Time); seed++)
            yield return Spec with { Seed = seed };
    }

    public override string ToString()
    {
        if (IsOneSeed) return $"{Spec}";
        var seeds = Time is { } time
            ? string.Create(CultureInfo.InvariantCulture, $"--minutes {time.TotalMinutes} from")
            : $"--seeds {Spec.Seed}..{LastSeed} of";
        return $"{seeds} {Spec}";
    }
}

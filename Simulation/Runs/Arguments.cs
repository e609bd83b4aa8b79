using System.Collections.Immutable;
using System.Globalization;
using OrleansJobs.Simulation.Checks;
using OrleansJobs.Simulation.Faults;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Runs;

/// <summary>The command line, read.</summary>
internal sealed record Arguments
{
    /// <summary>After so many failing seeds it is known that something is wrong.</summary>
    public const int MostFailures = 10;

    private const int UsualKills = 3;

    /// <summary>The first seed's run.</summary>
    public RunSpec Spec { get; private init; } = new() { Seed = 1 };

    /// <summary>The last seed; null for as many as the time allows.</summary>
    public ulong? LastSeed { get; private init; }

    public TimeSpan? Time { get; private init; }

    public bool Trace { get; private init; }

    public bool IsOneSeed => LastSeed == Spec.Seed && Time is null;

    /// <summary>Null if it is not understood.</summary>
    public static Arguments? Parse(string[] args)
    {
        var parsed = new Arguments { LastSeed = 1 };
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--trace") parsed = parsed with { Trace = true };
            else if (i + 1 == args.Length || parsed.With(args[i], args[++i]) is not { } next) return null;
            else parsed = next;
        }

        return parsed;
    }

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

    private Arguments? With(string name, string value) => name switch
    {
        "--seed" when ulong.TryParse(value, CultureInfo.InvariantCulture, out var seed) =>
            this with { Spec = Spec with { Seed = seed }, LastSeed = seed },
        "--seeds" => WithRange(value.Split("..")),
        "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and < 100_000 =>
            this with { Time = TimeSpan.FromMinutes(minutes) },
        "--steps" when int.TryParse(value, CultureInfo.InvariantCulture, out var steps) && steps is >= 0 and <= 100_000 =>
            this with { Spec = Spec with { Steps = steps } },
        "--faults" when FaultNames.Parse(value) is { } kinds => this with { Spec = Spec with { Faults = kinds } },
        "--only" when Numbers(value) is { } only => this with { Spec = Spec with { Only = only } },
        "--checker" when AllCheckers.Make(clocksAreSet: false).Any(checker => checker.Name == value) => this with { Spec = Spec with { Checker = value } },
        "--storage" when value == "sqlite" => this with { Spec = Spec with { Kills = Spec.Kills ?? UsualKills } },
        "--kills" when int.TryParse(value, CultureInfo.InvariantCulture, out var kills) && kills is >= 0 and <= 100 =>
            this with { Spec = Spec with { Kills = kills } },
        "--plant" when Enum.TryParse<Plant>(value, out var plant) => this with { Spec = Spec with { Plant = plant } },
        _ => null,
    };

    private Arguments? WithRange(string[] ends) =>
        ends.Length == 2
        && ulong.TryParse(ends[0], CultureInfo.InvariantCulture, out var first)
        && ulong.TryParse(ends[1], CultureInfo.InvariantCulture, out var last)
        && first <= last
            ? this with { Spec = Spec with { Seed = first }, LastSeed = last }
            : null;

    private static ImmutableArray<int>? Numbers(string text)
    {
        if (text == "none") return ImmutableArray<int>.Empty;
        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }

        return numbers.ToImmutable();
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OrleansJobs.Simulation.Checks;
using OrleansJobs.Simulation.Faults;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Runs;

/// <summary>What may stand on the command line.</summary>
internal static class CommandLine
{
    private const int UsualKills = 3;

    private static readonly Option<ulong> Seed = new("--seed") { Description = "One run", HelpName = "N", DefaultValueFactory = _ => 1 };

    private static readonly Option<(ulong First, ulong Last)?> Seeds =
        new("--seeds") { Description = "The runs of all these seeds", HelpName = "A..B", CustomParser = Range };

    private static readonly Option<double?> Minutes = new("--minutes") { Description = "Runs from the seed on, for so many minutes", HelpName = "M" };

    private static readonly Option<int> Steps =
        new("--steps") { Description = "Operations of the traffic", HelpName = "K", DefaultValueFactory = _ => new RunSpec { Seed = 1 }.Steps };

    private static readonly Option<ImmutableArray<FaultKind>?> Faults =
        new("--faults") { Description = "All (default), none, or names with commas between them", HelpName = "LIST", CustomParser = Kinds };

    private static readonly Option<ImmutableArray<int>?> Only =
        new("--only") { Description = "Of the plan's faults those with these numbers, or none", HelpName = "LIST", CustomParser = Numbers };

    private static readonly Option<string?> Checker = new("--checker") { Description = "Only this checker", HelpName = "NAME" };

    private static readonly Option<Plant> Plant = new("--plant") { Description = "Puts a bug in, to see that it is found", HelpName = "NAME" };

    private static readonly Option<bool> Trace = new("--trace") { Description = "Prints what happens" };

    private static readonly Option<string?> Storage =
        new("--storage") { Description = "Real storage and time: the process is killed and started again over the same file" };

    private static readonly Option<int?> Kills = new("--kills") { Description = $"How often it is killed (default {UsualKills})", HelpName = "K" };

    static CommandLine()
    {
        Checker.AcceptOnlyFromAmong([.. AllCheckers.Make(clocksAreSet: false).Select(checker => checker.Name)]);
        Storage.AcceptOnlyFromAmong("sqlite");
    }

    /// <summary>Reads a line; the result says what is wrong with it, or can be invoked.</summary>
    /// <param name="args">The line.</param>
    /// <param name="run">Does what it says.</param>
    public static ParseResult Parse(string[] args, Func<Arguments, RunOutcome> run)
    {
        var command = new RootCommand(
            """
            Runs the engine's real grains on simulated machines, with simulated faults.

            Exit codes: 0 every promise was kept; 1 one was broken; 2 this command line is wrong; 3 jobs do not end;
            4 the simulation failed.
            """)
        {
            Seed, Seeds, Minutes, Steps, Faults, Only, Checker, Plant, Trace, Storage, Kills,
        };
        command.SetAction(given => (int)run(Read(given)));
        return command.Parse(args);
    }

    private static Arguments Read(ParseResult given)
    {
        var seeds = given.GetValue(Seeds) ?? (given.GetValue(Seed), given.GetValue(Seed));
        return new Arguments
        {
            Spec = new RunSpec
            {
                Seed = seeds.First,
                Steps = given.GetValue(Steps),
                Faults = given.GetValue(Faults) ?? FaultNames.All,
                Only = given.GetValue(Only),
                Checker = given.GetValue(Checker),
                Plant = given.GetValue(Plant),
                Kills = given.GetValue(Kills) ?? (given.GetValue(Storage) is null ? null : UsualKills),
            },
            LastSeed = seeds.Last,
            Time = given.GetValue(Minutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            Trace = given.GetValue(Trace),
        };
    }

    private static (ulong, ulong)? Range(ArgumentResult given)
    {
        if (Word(given).Split("..") is [var from, var to]
            && ulong.TryParse(from, CultureInfo.InvariantCulture, out var first)
            && ulong.TryParse(to, CultureInfo.InvariantCulture, out var last)
            && first <= last)
            return (first, last);
        given.AddError("Seeds have the form 1..1000.");
        return null;
    }

    private static ImmutableArray<FaultKind>? Kinds(ArgumentResult given)
    {
        if (FaultNames.Parse(Word(given)) is { } kinds) return kinds;
        given.AddError($"Faults are {string.Join(", ", FaultNames.All.Select(FaultNames.Of))}.");
        return null;
    }

    private static ImmutableArray<int>? Numbers(ArgumentResult given)
    {
        if (Word(given) == "none") return ImmutableArray<int>.Empty;
        var numbers = Word(given).Split(',').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : -1);
        if (!numbers.Contains(-1)) return [.. numbers];
        given.AddError("Faults of a plan have numbers.");
        return null;
    }

    private static string Word(ArgumentResult given) => given.Tokens.Single().Value;
}

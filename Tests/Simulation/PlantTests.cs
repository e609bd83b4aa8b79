using OrleansJobs.Simulation.Checks;
using OrleansJobs.Simulation.Faults;
using OrleansJobs.Simulation.Runs;
using OrleansJobs.Simulation.Store;
using Xunit;

namespace OrleansJobs.Tests.Simulation;

/// <summary>Each checker alone finds a bug that was put in for it, within the stated number of seeds.</summary>
public class PlantTests
{
    private static readonly Dictionary<string, (Plant Plant, int Seeds)> Plants = new()
    {
        ["no-job-lost"] = (Plant.WritesLost, 20),
        ["no-second-success"] = (Plant.VersionsIgnored, 60),
        ["no-superseded-effect"] = (Plant.VersionsIgnored, 60),
        ["every-step-is-in-the-table"] = (Plant.DeadRise, 20),
        ["limits-hold"] = (Plant.EpochsIgnored, 60),
        ["rates-hold"] = (Plant.PermitsForgotten, 20),
        ["breaker-holds"] = (Plant.BreakerForgotten, 20),
        ["no-lane-starves"] = (Plant.ShareForgotten, 20),
        ["paused-queues-rest"] = (Plant.PauseForgotten, 20),
        ["one-key-one-job"] = (Plant.WritesLost, 20),
        ["debounce-holds"] = (Plant.DebounceForgotten, 20),
        ["chains-hold"] = (Plant.EndsEmbellished, 20),
        ["ends-are-told"] = (Plant.DeliveriesForgotten, 20),
        ["batches-are-kept"] = (Plant.BatchEndsForgotten, 20),
        ["children-hold"] = (Plant.ChildrenForgotten, 60),
        ["steps-run-once"] = (Plant.StepsForgotten, 20),
        ["no-signal-lost"] = (Plant.SignalsForgotten, 40),
        ["leases-hold"] = (Plant.LeasesCut, 20),
        ["schedules-are-kept"] = (Plant.ClaimsForgotten, 20),
        ["reads-are-fresh"] = (Plant.ReadsStale, 60),
        ["every-job-ends"] = (Plant.PingsMissing, 20),
        ["zoo-answers-follow"] = (Plant.ZooGuesses, 20),
        ["every-failure-has-a-cause"] = (Plant.RegistrationMissing, 20),
    };

    public static TheoryData<string> Checkers => [.. AllCheckers.Make(clocksAreSet: false).Select(checker => checker.Name)];

    [Theory]
    [MemberData(nameof(Checkers))]
    public void Every_checker_finds_the_bug_that_was_put_in_for_it(string checker)
    {
        var (plant, seeds) = Plants[checker];
        Assert.StartsWith($"{checker}: ", Found(plant, checker, seeds));
    }

    [Theory]
    [InlineData("LanesForgotten", "limits-hold", 20, " of lane ")]
    [InlineData("EndsForgotten", "every-job-ends", 20, ", Waiting in queue ")]
    [InlineData("BatchesEndEarly", "batches-are-kept", 20, " of it had not ended")]
    [InlineData("BatchesEndEarly", "children-hold", 20, " went on while its child ")]
    [InlineData("LastRunForgotten", "schedules-are-kept", 20, " had not ended")]
    [InlineData("DebounceDoubled", "debounce-holds", 20, " both take the submits of key ")]
    public void A_checker_of_several_promises_finds_a_bug_of_each(string plant, string checker, int seeds, string finding) =>
        Assert.Contains(finding, Found(Enum.Parse<Plant>(plant), checker, seeds), StringComparison.Ordinal);

    [Fact]
    public void A_failing_plan_is_shrunk_to_the_faults_that_matter_and_fails_in_the_same_way_again()
    {
        var spec = new RunSpec { Seed = 1, Plant = Plant.EpochsIgnored, Checker = "limits-hold" };
        var failing = SeedRun.Of(spec);
        for (; failing.Outcome != RunOutcome.Wrong; failing = SeedRun.Of(spec)) spec = spec with { Seed = spec.Seed + 1 };
        var (shortest, result) = Shrinker.Shrink(spec, failing);
        Assert.Equal(RunOutcome.Wrong, result.Outcome);
        Assert.True(result.Happened.Length < failing.Happened.Length);
        Assert.Equal(result.TraceHash, SeedRun.Of(Read($"{shortest}")).TraceHash);
    }

    [Fact]
    public void Without_the_faults_that_it_needs_a_bug_is_not_found()
    {
        var spec = new RunSpec { Seed = 1, Plant = Plant.EpochsIgnored, Checker = "limits-hold", Faults = [FaultKind.FailedRead] };
        Assert.All(Enumerable.Range(1, 5), seed => Assert.Equal(RunOutcome.Right, SeedRun.Of(spec with { Seed = (ulong)seed }).Outcome));
    }

    private static RunSpec Read(string line)
    {
        RunSpec? read = null;
        CommandLine.Parse(line.Split(' '), arguments =>
        {
            read = arguments.Spec;
            return RunOutcome.Right;
        }).Invoke();
        return read!;
    }

    /// <summary>What the checker says of the first of so many seeds in which it finds something.</summary>
    private static string Found(Plant plant, string checker, int seeds) => Enumerable.Range(1, seeds)
        .Select(seed => SeedRun.Of(new RunSpec { Seed = (ulong)seed, Plant = plant, Checker = checker }))
        .First(result => result.Outcome != RunOutcome.Right).Finding!;
}

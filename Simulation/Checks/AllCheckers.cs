using OrleansJobs.Grains.Zoo;
using OrleansJobs.Simulation.Faults;

namespace OrleansJobs.Simulation.Checks;

/// <summary>The checkers of a run.</summary>
internal static class AllCheckers
{
    private static readonly ZooOptions Zoo = new();

    public static ZooWords Words { get; } = ZooWords.From(Zoo);

    public static IReadOnlyList<Checker> Make(FaultPlan faults) =>
    [
        new NoJobLost(),
        new NoSecondSuccess(),
        new NoSupersededEffect(),
        new EveryStepIsInTheTable(),
        new LimitsHold(),
        new PausedQueuesRest(),
        new OneKeyOneJob(),
        new EveryJobEnds(),
        new ZooAnswersFollow(Words, Zoo, faults.All.Any(fault => fault.Kind == FaultKind.ClockJump)),
    ];
}

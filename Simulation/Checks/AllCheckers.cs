using OrleansJobs.Grains.Zoo;

namespace OrleansJobs.Simulation.Checks;

/// <summary>The checkers of a run.</summary>
internal static class AllCheckers
{
    private static readonly ZooOptions Zoo = new();

    public static ZooWords Words { get; } = ZooWords.From(Zoo);

    public static IReadOnlyList<Checker> Make(bool clocksAreSet) =>
    [
        new NoJobLost(),
        new NoSecondSuccess(),
        new NoSupersededEffect(),
        new EveryStepIsInTheTable(),
        new LimitsHold(),
        new RatesHold(clocksAreSet),
        new BreakerHolds(clocksAreSet),
        new NoLaneStarves(),
        new PausedQueuesRest(),
        new OneKeyOneJob(),
        new DebounceHolds(),
        new ChainsHold(),
        new EndsAreTold(),
        new BatchesAreKept(),
        new ChildrenHold(),
        new StepsRunOnce(),
        new NoSignalLost(),
        new LeasesHold(),
        new SchedulesAreKept(),
        new ReadsAreFresh(),
        new EveryJobEnds(),
        new ZooAnswersFollow(Words, Zoo, clocksAreSet),
        new EveryFailureHasACause(),
    ];
}

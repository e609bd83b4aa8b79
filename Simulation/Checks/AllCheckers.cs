using OrleansJobs.Grains.Zoo;

namespace OrleansJobs.Simulation.Checks;

/// <summary>The checkers of a run.</summary>
internal static class AllCheckers
{
    private static readonly ZooOptions Zoo = new();

    // The clocks of two machines are at most so far apart; see SimulatedCluster.SetClock.
    private static readonly TimeSpan SetApart = TimeSpan.FromMinutes(4);

    public static ZooWords Words { get; } = ZooWords.From(Zoo);

    /// <param name="clocksAreSet">Whether clocks jump.</param>
    /// <param name="apart">By how much clocks that do not jump are apart.</param>
    public static IReadOnlyList<Checker> Make(bool clocksAreSet, TimeSpan apart = default) =>
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
        new ZooAnswersFollow(Words, Zoo, clocksAreSet ? SetApart : apart),
        new EveryFailureHasACause(),
    ];
}

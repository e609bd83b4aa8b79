using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// In the queue whose rate is set once, no job starts without a permit that was stored as spent before, and no permit is given before its
/// time. An attempt that goes on after the death of its process needs none.
/// </summary>
/// <param name="clocksAreSet">Whether clocks jump: then nothing is said, as permits are told by the times that they come.</param>
internal sealed class RatesHold(bool clocksAreSet) : Checker
{
    private static readonly TimeSpan Interval = TrafficQueues.Rate.Per / TrafficQueues.Rate.Permits;
    private static readonly TimeSpan Burst = Interval * TrafficQueues.Rate.Burst!.Value;

    // One for rounding.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(1);

    private DateTimeOffset? _spentUntil;
    private double _permits;
    private bool _isSet;
    private int _starts;

    public override string Name => "rates-hold";

    public override void OnQueueChanged(string queue, QueueEpoch row) => _isSet |= queue == TrafficQueues.Rated && row.Settings.Rate is not null;

    public override void OnPermitsSpent(string queue, IReadOnlyList<LanePermits> permits, TimeSpan? at)
    {
        if (queue != TrafficQueues.Rated || clocksAreSet) return;
        foreach (var spent in permits.Where(permit => permit.Lane.Length == 0))
        {
            if (at is { } elapsed && spent.SpentUntil > ProcessClock.Epoch + elapsed + Burst + Slack)
                Wrong($"permits of queue {queue} are spent until {spent.SpentUntil:O}, more than a burst after {ProcessClock.Epoch + elapsed:O}");

            // At most so many: those before the first, and those that a rest gave back, are counted as a whole burst.
            var from = _spentUntil is { } last && last > spent.SpentUntil - Burst ? last : spent.SpentUntil - Burst;
            _permits += Math.Max(0, (spent.SpentUntil - from + Slack) / Interval);
            _spentUntil = spent.SpentUntil;
        }
    }

    public override void OnCommit(Commit commit)
    {
        if (!_isSet || clocksAreSet || commit is not { Starts: true, After.Queue: TrafficQueues.Rated } || commit.Before?.Phase == JobPhase.Running) return;
        if (++_starts > _permits + 0.5) Wrong($"job {commit.JobId} is the start number {_starts} in queue {TrafficQueues.Rated}, for which {_permits:0.0} permits were spent");
    }
}

using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// In the queue that shares its slots, a lane that waits is not passed again and again by jobs of others that became due long after its
/// own; but for those that wait for a worker. What is due depends on the clock of the queue's silo: a job counts as due when it is so by the slowest.
/// </summary>
internal sealed class NoLaneStarves : Checker
{
    // Before a lane's first job, each of the others may start as many as its weight: five lanes, one with three; and two slots.
    private const int MostPassing = 9;

    // For as long news may be lost, a store be slow, and a process stand still.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(45);

    private readonly Dictionary<Guid, (JobRecord Job, DateTimeOffset Stored)> _pending = [];
    private readonly Dictionary<string, int> _passed = new(StringComparer.Ordinal);
    private bool _isFair;
    private TimeSpan _behind;

    public override string Name => "no-lane-starves";

    public override void OnQueueChanged(string queue, QueueEpoch row) => _isFair |= queue == TrafficQueues.Shared && row.Settings.Fair;

    public override void OnClocksChanged(TimeSpan behind) => _behind = behind;

    public override void OnCommit(Commit commit)
    {
        var now = ProcessClock.Epoch + commit.At;
        _pending.Remove(commit.JobId);
        if (commit.After is { Phase: JobPhase.Pending, Queue: TrafficQueues.Shared, Pool: null } pending)
            _pending[pending.Id] = (pending, now);
        if (!_isFair || commit is not { Starts: true, After: { Phase: JobPhase.Running, Queue: TrafficQueues.Shared } started }) return;
        var own = started.Lane ?? "";
        _passed.Remove(own);

        // A job that is made by a clock that is ahead is due later than it starts.
        var due = started.RunAt < now ? started.RunAt : now;
        var waiting = _pending.Values.Where(other => Since(other) < due - Long && !other.Job.Suspect).Select(other => other.Job.Lane ?? "").Where(lane => lane != own);
        foreach (var lane in waiting.ToHashSet())
        {
            _passed[lane] = _passed.GetValueOrDefault(lane) + 1;
            if (_passed[lane] > MostPassing)
                Wrong($"{_passed[lane]} jobs of other lanes that became due long after its own started in queue {TrafficQueues.Shared} while job {_pending.Values.First(other => (other.Job.Lane ?? "") == lane).Job.Id:N} of lane \"{lane}\" waited");
        }
    }

    private DateTimeOffset Since((JobRecord Job, DateTimeOffset Stored) pending)
    {
        var due = pending.Job.RunAt + _behind;
        return due > pending.Stored ? due : pending.Stored;
    }
}

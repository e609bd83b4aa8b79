using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using Xunit;
using static OrleansJobs.Tests.Grains.Queues.QueueSamples;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>A suspect that its process does not take, as another one runs there, is nobody else's burden.</summary>
public class QueueSuspectTests
{
    private static readonly QueueEntry Suspect = Entry(1, suspect: true) with { Lane = "a" };
    private static readonly QueueEntry Innocent = Entry(2) with { Lane = "a" };
    private static readonly QueueEntry[] Others = [.. Enumerable.Range(3, 4).Select(n => Entry(n) with { Lane = "b" })];

    private readonly QueueRules _rules = QueueRules.Of(new QueueSettings { Concurrency = 1, Fair = true }, new QueueOptions());
    private readonly QueueMachine _queue = new(1, 100);

    [Fact]
    public void Its_lane_is_not_charged_for_it_and_its_neighbours_get_their_turns()
    {
        TakeEpoch(1, Suspect, Innocent, Others[0], Others[1]);
        Assert.Equal([Suspect.JobId], Dispatch(_queue));
        _queue.Released(Refused(1, epoch: 1) with { MayYetCome = true });
        TakeEpoch(2, Suspect, Innocent, Others[0], Others[1]);
        Assert.Equal([Innocent.JobId], Dispatch(_queue));
        _queue.Released(Ended(2));
        Assert.Equal([Others[0].JobId], Dispatch(_queue));
    }

    [Fact]
    public void It_is_tried_again_after_some_time_and_explained_meanwhile()
    {
        TakeEpoch(1, Suspect);
        Assert.Equal([Suspect.JobId], Dispatch(_queue));
        _queue.Released(Refused(1, epoch: 1) with { MayYetCome = true });
        TakeEpoch(2, Suspect);
        Assert.Empty(Dispatch(_queue));
        Assert.Equal([ReasonCode.Probation], _queue.Explain(Suspect, Now).Reasons.Select(reason => reason.Code));
        Assert.Equal([Suspect.JobId], _queue.Dispatch(Now.AddSeconds(5), Now).Select(entry => entry.JobId));
    }

    private void TakeEpoch(long epoch, params QueueEntry[] waiting)
    {
        _queue.Set(epoch, _rules);
        var read = _queue.BeginRead();
        _queue.RunningRead([], read, exact: true, Now);
        _queue.WindowRead(new QueueWindow([.. waiting], Complete: true, null), read);
    }
}

using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>Sends on what the jobs of this silo have to tell their queue; what arrives while a message is under way goes with the next.</summary>
/// <remarks>
/// A message may be lost with its answer. Then the reservations in it are answered with "wait": the queue may keep slots
/// for them, which it voids in time. News that got lost is read from the rows within a second.
/// </remarks>
[StatelessWorker(1), Reentrant]
internal sealed partial class QueueLinkGrain(ILogger<QueueLinkGrain> logger) : Grain, IQueueLinkGrain
{
    // A message of this size takes the queue about a millisecond.
    private const int LargestMessage = 1_000;

    private readonly Queue<Reservation> _reserves = new();
    private readonly Queue<QueueEntry> _enqueued = new();
    private readonly Queue<SlotRelease> _released = new();
    private Task _sending = Task.CompletedTask;

    private readonly record struct Reservation(Guid Job, Guid Attempt, string? Lane, int Cost, TaskCompletionSource<long?> Answer);

    public Task<long?> Reserve(Guid jobId, Guid attempt) => ReserveIn(jobId, attempt, null, 1);

    public Task<long?> ReserveIn(Guid jobId, Guid attempt, string? lane, int cost)
    {
        var answer = new TaskCompletionSource<long?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _reserves.Enqueue(new Reservation(jobId, attempt, lane, cost, answer));
        SendOn();
        return answer.Task;
    }

    public Task Enqueued(QueueEntry entry)
    {
        _enqueued.Enqueue(entry);
        SendOn();
        return Task.CompletedTask;
    }

    public Task Released(SlotRelease release)
    {
        _released.Enqueue(release);
        SendOn();
        return Task.CompletedTask;
    }

    public Task Returned(QueueEntry entry, SlotRelease release)
    {
        _enqueued.Enqueue(entry);
        return Released(release);
    }

    /// <summary>
    /// As nobody waits for news to be sent, an activation that has some left is idle to Orleans, which may end it; a slot of which the queue
    /// was told too late or not at all is kept from others until the next epoch.
    /// </summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _sending.WaitAsync(cancellationToken);

    private void SendOn()
    {
        if (_sending.IsCompleted) _sending = SendAll();
    }

    private async Task SendAll()
    {
        while (_reserves.Count + _enqueued.Count + _released.Count > 0) await SendOne();
    }

    private async Task SendOne()
    {
        var reserves = Take(_reserves);
        var news = new QueueNews
        {
            Reserves = [.. reserves.Select(reserve => reserve.Job)],
            Attempts = [.. reserves.Select(reserve => reserve.Attempt)],
            Lanes = reserves.Exists(reserve => reserve.Lane is not null) ? [.. reserves.Select(reserve => reserve.Lane)] : [],
            Costs = reserves.Exists(reserve => reserve.Cost != 1) ? [.. reserves.Select(reserve => reserve.Cost)] : [],
            Enqueued = [.. Take(_enqueued)],
            Released = [.. Take(_released)],
        };
        var answer = await Send(news);
        for (var i = 0; i < reserves.Count; i++)
            reserves[i].Answer.SetResult(i < answer?.Granted && !answer.Passed.Contains(i) ? answer.Epoch : null);
    }

    private async Task<QueueAnswer?> Send(QueueNews news)
    {
        try
        {
            return await GrainFactory.GetGrain<IQueueGrain>(this.GetPrimaryKeyString()).Exchange(news);
        }
        catch (Exception error)
        {
            LogLost(this.GetPrimaryKeyString(), error);
            return null;
        }
    }

    private static List<T> Take<T>(Queue<T> queue)
    {
        var taken = new List<T>(Math.Min(queue.Count, LargestMessage));
        while (taken.Count < LargestMessage && queue.TryDequeue(out var next)) taken.Add(next);
        return taken;
    }

    [LoggerMessage(41, LogLevel.Warning, "A message to queue {Queue} was lost; the queue learns what it said from the rows")]
    private partial void LogLost(string queue, Exception error);
}

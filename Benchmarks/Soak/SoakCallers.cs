using System.Collections.Concurrent;

namespace OrleansJobs.Benchmarks.Soak;

/// <summary>Callers that submit mixed jobs, each one after the other, and then look up what was acknowledged.</summary>
internal sealed class SoakCallers(SoakClient service, int connections, SoakTally tally)
{
    private readonly ConcurrentDictionary<Guid, SoakJob> _acknowledged = new();
    private readonly Random _random = new(1);
    private List<Task> _callers = [];
    private bool _stopped;
    private long _number;
    private long _refused;

    /// <summary>Submits that were acknowledged, and are not looked up yet.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>Submits that were refused, or not answered, before the callers were told to stop.</summary>
    public long Refused => Volatile.Read(ref _refused);

    public void Start()
    {
        Volatile.Write(ref _stopped, false);
        _callers = [.. Enumerable.Range(0, connections).Select(_ => Submit())];
    }

    /// <summary>Tells them to submit no more; what is under way may go on.</summary>
    public void Stop() => Volatile.Write(ref _stopped, true);

    /// <summary>Waits until all have stopped.</summary>
    public Task WhenStopped() => Task.WhenAll(_callers);

    /// <summary>Submits keyed jobs a second time, and looks up every acknowledged one: it must have ended as it should, once.</summary>
    public async Task LookUp()
    {
        await Parallel.ForEachAsync(_acknowledged, new ParallelOptions { MaxDegreeOfParallelism = connections * 4 }, async (pair, _) =>
        {
            var (id, job) = pair;
            if (job.Key is not null && await service.Submit(job) != (id, false)) tally.Add($"{id}: its key does not lead to it");
            if (await service.End(id) is { } found) tally.Check(id, job, found);
            else tally.Add($"{id} is lost");
        });
        _acknowledged.Clear();
    }

    private async Task Submit()
    {
        while (!Volatile.Read(ref _stopped))
        {
            var job = Next();
            if (await service.Submit(job) is not { } answer)
            {
                if (!Volatile.Read(ref _stopped)) Interlocked.Increment(ref _refused);
                continue;
            }

            if (!_acknowledged.TryAdd(answer.Id, job)) tally.Add($"{answer.Id} was acknowledged twice");
            if (job.Cancel) await service.Cancel(answer.Id);
        }
    }

    private SoakJob Next()
    {
        lock (_random) return SoakJob.Of(_number++, _random);
    }
}

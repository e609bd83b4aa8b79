using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansJobs.Benchmarks.Soak;

/// <summary>
/// Mixed load on a service that is killed (SIGKILL) again and again. After each kill it is started anew, the keyed jobs are
/// submitted a second time, and every acknowledged job is looked up: it must have ended as it should, once.
/// </summary>
internal sealed class SoakRun(string program, Uri url, int connections, TimeSpan time, TimeSpan killEvery)
{
    private readonly SoakTally _tally = new();
    private readonly Random _random = new(1);
    private long _number;

    /// <summary>Runs all rounds; answers whether nothing was lost, doubled or wrong.</summary>
    public async Task<bool> Run()
    {
        var data = Directory.CreateTempSubdirectory("orleansjobs-soak");
        try
        {
            var service = await Start(data);
            var rounds = Math.Max(1, (int)(time / killEvery));
            for (var round = 1; round <= rounds; round++)
            {
                var (acknowledged, memory) = await LoadUntilKilled(service);
                service.Dispose();

                var watch = Stopwatch.StartNew();
                service = await Start(data);
                var ready = watch.Elapsed;
                await Verify(service, acknowledged);
                Console.WriteLine($"round {round} of {rounds}: {acknowledged.Count} acknowledged, {memory:0} MB before the kill, ready again after {ready.TotalSeconds:0.0} s; {_tally}");
            }

            var exit = await service.Stop();
            service.Dispose();
            if (exit != 0) _tally.Add($"the orderly stop at the end gave exit code {exit}");
        }
        finally
        {
            data.Delete(recursive: true);
        }

        Console.WriteLine(_tally);
        return _tally.IsClean;
    }

    private Task<SoakService> Start(DirectoryInfo data) => SoakService.Start(program, data.FullName, url);

    private async Task<(ConcurrentDictionary<Guid, SoakJob> Acknowledged, double Megabytes)> LoadUntilKilled(SoakService service)
    {
        var acknowledged = new ConcurrentDictionary<Guid, SoakJob>();
        var killed = false;
        var callers = Enumerable.Range(0, connections).Select(_ => SubmitUntilKilled(service, acknowledged, () => Volatile.Read(ref killed))).ToList();
        await Task.Delay(killEvery);
        var memory = service.ResidentMegabytes;
        Volatile.Write(ref killed, true);
        await service.Kill();
        await Task.WhenAll(callers);
        return (acknowledged, memory);
    }

    private async Task SubmitUntilKilled(SoakService service, ConcurrentDictionary<Guid, SoakJob> acknowledged, Func<bool> killed)
    {
        while (true)
        {
            var job = Next();
            if (await service.Submit(job) is not { } answer)
            {
                if (killed()) return;
                _tally.Add("a submit failed though the service was running");
                continue;
            }

            if (!acknowledged.TryAdd(answer.Id, job)) _tally.Add($"{answer.Id} was acknowledged twice");
            if (job.Cancel) await service.Cancel(answer.Id);
        }
    }

    private SoakJob Next()
    {
        lock (_random) return SoakJob.Of(_number++, _random);
    }

    private Task Verify(SoakService service, ConcurrentDictionary<Guid, SoakJob> acknowledged) =>
        Parallel.ForEachAsync(acknowledged, new ParallelOptions { MaxDegreeOfParallelism = connections * 4 }, async (pair, _) =>
        {
            var (id, job) = pair;
            if (job.Key is not null && await service.Submit(job) != (id, false)) _tally.Add($"{id}: its key does not lead to it");
            if (await service.End(id) is { } found) _tally.Check(id, job, found);
            else _tally.Add($"{id} is lost");
        });
}

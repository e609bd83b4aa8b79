using System.Diagnostics;

namespace OrleansJobs.Benchmarks.Soak;

/// <summary>
/// Mixed load on a service that is killed (SIGKILL) again and again. After each kill it is started anew, and every job that was
/// acknowledged before is looked up.
/// </summary>
internal sealed class SoakRun(string program, Uri url, int connections, TimeSpan time, TimeSpan killEvery)
{
    private readonly SoakTally _tally = new();

    /// <summary>Runs all rounds; answers whether nothing was lost, doubled or wrong.</summary>
    public async Task<bool> Run()
    {
        var data = Directory.CreateTempSubdirectory("orleansjobs-soak");
        using var client = new SoakClient(url);
        var callers = new SoakCallers(client, connections, _tally);
        var service = await Start(data);
        try
        {
            await client.MakeLanesSerial(SoakJob.LaneQueue);
            var rounds = Math.Max(1, (int)(time / killEvery));
            for (var round = 1; round <= rounds; round++)
            {
                var memory = await LoadAndKill(service, callers);

                var watch = Stopwatch.StartNew();
                var started = await Start(data);
                service.Dispose();
                service = started;
                var (ready, acknowledged) = (watch.Elapsed, callers.Acknowledged);
                await callers.LookUp();
                Console.WriteLine($"round {round} of {rounds}: {acknowledged} acknowledged, {memory:0} MB before the kill, ready again after {ready.TotalSeconds:0.0} s; {_tally}");
            }

            if (callers.Refused > 0) _tally.Add($"{callers.Refused} submits failed though the service was running");
            if (await service.Stop() is not 0 and var exit) _tally.Add($"the orderly stop at the end gave exit code {exit}");
        }
        finally
        {
            service.Dispose();
            data.Delete(recursive: true);
        }

        return _tally.Conclude();
    }

    private Task<SoakProcess> Start(DirectoryInfo data) => SoakProcess.Start(program, url, $"--Storage:DataDirectory={data.FullName}");

    /// <summary>Answers the memory before the kill, in MB.</summary>
    private async Task<double> LoadAndKill(SoakProcess service, SoakCallers callers)
    {
        callers.Start();
        await Task.Delay(killEvery);
        var memory = service.ResidentMegabytes;
        callers.Stop();
        await service.Kill();
        await callers.WhenStopped();
        return memory;
    }
}

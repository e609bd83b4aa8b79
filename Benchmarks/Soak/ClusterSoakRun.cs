using System.Diagnostics;

namespace OrleansJobs.Benchmarks.Soak;

/// <summary>
/// Mixed load on silos and a web process over PostgreSQL, while a silo by chance is killed (SIGKILL) and started anew, again and
/// again. In the end every job that was acknowledged is looked up.
/// </summary>
/// <param name="web">The program of the web process.</param>
/// <param name="silo">The program of the silos.</param>
/// <param name="postgres">The database, as a connection string.</param>
/// <param name="url">Where the web process listens. The silos have the ports above that one.</param>
/// <param name="silos">How many silos.</param>
/// <param name="connections">Callers at a time.</param>
/// <param name="time">How long the load lasts.</param>
/// <param name="killEvery">From kill to kill.</param>
internal sealed class ClusterSoakRun(string web, string silo, string postgres, Uri url, int silos, int connections, TimeSpan time, TimeSpan killEvery)
{
    private readonly SoakTally _tally = new();
    private readonly Random _random = new(1);

    /// <summary>Runs all of it; answers whether nothing was lost, doubled or wrong.</summary>
    public async Task<bool> Run()
    {
        using var client = new SoakClient(url);
        var callers = new SoakCallers(client, connections, _tally);
        List<SoakProcess> processes = [];
        try
        {
            for (var number = 0; number < silos; number++) processes.Add(await StartSilo(number));
            processes.Add(await StartWeb());
            await client.MakeLanesSerial(SoakJob.LaneQueue);
            callers.Start();
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
            {
                await Task.Delay(killEvery);
                var number = _random.Next(silos);
                await processes[number].Kill();
                var started = await StartSilo(number);
                processes[number].Dispose();
                processes[number] = started;
                var memory = string.Join(", ", processes.Select(process => $"{process.ResidentMegabytes:0}"));
                Console.WriteLine($"{watch.Elapsed.TotalSeconds:0} s: silo {number} was killed; {callers.Acknowledged} acknowledged, {callers.Refused} refused; {memory} MB");
            }

            callers.Stop();
            await callers.WhenStopped();
            await callers.LookUp();
        }
        finally
        {
            foreach (var process in processes) process.Dispose();
        }

        return _tally.Conclude();
    }

    private Task<SoakProcess> StartWeb() =>
        SoakProcess.Start(web, url, [.. Enumerable.Range(0, silos).Select(number => $"--Cluster:Gateways:{number}=127.0.0.1:{GatewayPort(number)}")]);

    private Task<SoakProcess> StartSilo(int number) => SoakProcess.Start(
        silo,
        new Uri($"http://127.0.0.1:{GatewayPort(number) + silos}"),
        "--Cluster:Provider=PostgreSql",
        "--Cluster:Address=127.0.0.1",
        $"--Cluster:GatewayPort={GatewayPort(number)}",
        $"--Cluster:SiloPort={GatewayPort(number) + 2 * silos}",
        "--Storage:Provider=PostgreSql",
        $"--ConnectionStrings:OrleansJobs={postgres}");

    private int GatewayPort(int number) => url.Port + 1 + number;
}

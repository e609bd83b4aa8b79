using System.Diagnostics;
using OrleansJobs.Client;

namespace OrleansJobs.Benchmarks;

/// <summary>Jobs that do nothing, queued before and then run by one worker of the .NET client.</summary>
internal static class Workers
{
    private const string Kind = "net.noop";

    public static async Task Run(Uri url, int pid, int jobs, int concurrency, int rounds)
    {
        using var client = new OrleansJobsClient(url);
        await client.Kinds.Put(Kind, new KindSpec());
        for (var round = 1; round <= rounds; round++) await Measure(client, pid, jobs, concurrency, round);
    }

    private static async Task Measure(OrleansJobsClient client, int pid, int jobs, int concurrency, int round)
    {
        await client.Jobs.SubmitMany(Enumerable.Repeat(new JobSpec(Kind), jobs));
        using var service = Process.GetProcessById(pid);
        using var self = Process.GetCurrentProcess();
        using var all = new CancellationTokenSource();
        var ended = 0;
        var worker = new JobWorker(client, "default", new JobWorkerOptions { Concurrency = concurrency }).Handle(Kind, (_, _) =>
        {
            if (Interlocked.Increment(ref ended) == jobs) all.Cancel();
            return Task.CompletedTask;
        });
        var (served, worked, watch) = (service.TotalProcessorTime, self.TotalProcessorTime, Stopwatch.StartNew());
        // Its stop waits for the ends to be told.
        await worker.Run(all.Token);
        var seconds = watch.Elapsed.TotalSeconds;
        service.Refresh();
        self.Refresh();
        Console.WriteLine(
            $"round {round}: {jobs / seconds:0} jobs/s; {(service.TotalProcessorTime - served).TotalMicroseconds / jobs:0} microseconds of processor a job in the service, {(self.TotalProcessorTime - worked).TotalMicroseconds / jobs:0} in the worker");
    }
}

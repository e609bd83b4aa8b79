using System.Diagnostics;

namespace OrleansJobs.Benchmarks;

/// <summary>
/// Noop jobs a second, from the first submit until all have ended, and of a batch until its callback has ended too: in pairs of the two,
/// each submitted 10,000 a request.
/// </summary>
internal static class Batches
{
    private const int AtOnce = 10_000;

    private static readonly TimeSpan LongestCallback = TimeSpan.FromMinutes(1);

    private static readonly string Jobs = $"[{string.Join(',', Enumerable.Repeat("""{"kind":"noop"}""", AtOnce))}]";

    public static async Task Run(Service service, int pid, int jobs, int pairs)
    {
        using var process = Process.GetProcessById(pid);
        var shares = new List<double>();
        for (var pair = 0; pair <= pairs; pair++)
        {
            var plain = await Timed("plain", () => Plain(service, jobs));
            var batch = await Timed("batch", () => Batch(service, jobs));

            // The first pair only warms up.
            if (pair > 0) shares.Add(batch / plain);
        }

        Console.WriteLine($"a batch: {Median.Of(shares):P0} of the plain rate (median of {pairs} pairs; {string.Join(", ", shares.Order().Select(share => $"{share:P0}"))})");

        async Task<double> Timed(string name, Func<Task> run)
        {
            process.Refresh();
            var (began, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
            await run();
            var took = watch.Elapsed;
            process.Refresh();
            var rate = jobs / took.TotalSeconds;
            Console.WriteLine($"{name}: {rate:0}/s, {(process.TotalProcessorTime - began).TotalMicroseconds / jobs:0} microseconds of processor a job");
            return rate;
        }
    }

    private static async Task Plain(Service service, int jobs)
    {
        for (var sent = 0; sent < jobs; sent += AtOnce) await service.Post("/jobs/batch", Jobs);
        await service.WhenIdle();
    }

    private static async Task Batch(Service service, int jobs)
    {
        var id = (await service.Post("/batches", """{"open":true,"onCompleted":{"kind":"noop"}}""")).GetProperty("id").GetString();
        for (var sent = 0; sent < jobs; sent += AtOnce) await service.Post($"/batches/{id}/jobs", $$"""{"jobs":{{Jobs}}}""");
        await service.Post($"/batches/{id}/seal", "{}");
        await service.WhenIdle();
        var batch = await service.Get($"/batches/{id}");
        if (batch.GetProperty("succeeded").GetInt64() != jobs) throw new InvalidOperationException($"The batch has ended as {batch}.");

        // It is submitted after the batch is completed.
        var callback = batch.GetProperty("callbacks")[0].GetGuid();
        for (var began = Stopwatch.GetTimestamp(); !await service.Has(callback); await Task.Delay(2))
            if (Stopwatch.GetElapsedTime(began) > LongestCallback) throw new TimeoutException("The callback of the batch does not come.");
        var ended = await service.End(callback);
        if (ended.GetProperty("state").GetString() != "succeeded") throw new InvalidOperationException($"The callback has ended as {ended}.");
    }
}

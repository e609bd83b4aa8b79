using System.Diagnostics;
using OrleansJobs.Benchmarks.Soak;

namespace OrleansJobs.Benchmarks.Table;

/// <summary>This service in a process and with a database of its own, over HTTP.</summary>
internal static class OwnRun
{
    private const int Bulk = 1_000;
    private const int BulkCalls = 100;

    /// <summary>Measures it once.</summary>
    /// <param name="program">The service's program.</param>
    /// <param name="url">Where it listens.</param>
    /// <param name="server">As of <see cref="Scratch.Create"/>.</param>
    /// <param name="warm">How long it is under load before.</param>
    /// <param name="time">How long jobs are submitted one by one.</param>
    public static async Task<IReadOnlyList<Figure>> Measure(string program, Uri url, string? server, TimeSpan warm, TimeSpan time)
    {
        await using var scratch = await Scratch.Create(server);
        string[] storage = server is null ? [] : ["--Storage:Provider=PostgreSql", $"--ConnectionStrings:OrleansJobs={scratch.Connection}"];
        using var process = await SoakProcess.Start(program, url, [$"--Storage:DataDirectory={scratch.Folder}", "--Cluster:Dashboard=false", .. storage]);
        using var service = new Service(url, Figure.Callers);
        List<Figure> figures = [new("resident memory when it is ready", process.ResidentMegabytes, "MB")];

        await Load.Run(Figure.Callers, warm, service.Submit, _ => service.WhenIdle());
        figures.Add(await Noops(process, service, time));
        figures.Add(await Submits(process, service));
        figures.Add(await Drain(process, service));
        var (p50, p99) = await Latency.Measure(service, jobs: 500);
        figures.Add(new("from a submit to an idle service until its handler has run, p50", p50, "ms"));
        figures.Add(new("the same, p99", p99, "ms"));
        figures.Add(new("resident memory after all that", process.ResidentMegabytes, "MB"));
        await process.Stop();
        return figures;
    }

    private static async Task<Figure> Noops(SoakProcess process, Service service, TimeSpan time)
    {
        var began = process.ProcessorTime;
        var (jobs, _, took) = await Load.Run(Figure.Callers, time, service.Submit, _ => service.WhenIdle());
        return Rate(Figure.Noops, jobs, took, process.ProcessorTime - began);
    }

    private static async Task<Figure> Submits(SoakProcess process, Service service)
    {
        var (began, watch) = (process.ProcessorTime, Stopwatch.StartNew());
        await SubmitMany(service, """{"kind":"noop","delay":"PT12H","queue":"later"}""");
        return Rate($"delayed jobs submitted, {Bulk:N0} a call", Bulk * BulkCalls, watch.Elapsed, process.ProcessorTime - began);
    }

    private static async Task<Figure> Drain(SoakProcess process, Service service)
    {
        await service.Post("/queues/drained/pause", "");
        await SubmitMany(service, """{"kind":"noop","queue":"drained"}""");
        var (began, watch) = (process.ProcessorTime, Stopwatch.StartNew());
        await service.Post("/queues/drained/resume", "");
        await service.WhenIdle();
        return Rate($"{Bulk * BulkCalls:N0} queued noop jobs, from the resume of their queue until all have ended", Bulk * BulkCalls, watch.Elapsed, process.ProcessorTime - began);
    }

    private static async Task SubmitMany(Service service, string job)
    {
        var body = $"[{string.Join(',', Enumerable.Repeat(job, Bulk))}]";
        await Parallel.ForAsync(0, BulkCalls, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, _) => await service.Post("/jobs/batch", body));
    }

    private static Figure Rate(string what, int jobs, TimeSpan took, TimeSpan processor) => new(what, jobs / took.TotalSeconds, "/s", processor.TotalMicroseconds / jobs);
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using OrleansJobs.Client.Json;

namespace OrleansJobs.Cli.Bench;

/// <summary>Submits jobs, one a request, waits for all and says how long it took.</summary>
internal static class BenchCommand
{
    private const int DefaultJobs = 1_000;
    private const int DefaultConnections = 8;

    public static Command Make()
    {
        var jobs = Give.Number("--jobs", $"So many. Default {DefaultJobs}.", 1, DefaultJobs);
        var connections = Give.Number("--connections", $"Requests that are under way at once. Default {DefaultConnections}.", 1, DefaultConnections);
        var kind = Give.Text("--kind", "What each is. Default noop.");
        var (input, queue) = (Give.Json("--input", "The input of each."), Give.Text("--queue", "The queue. Default: that of the kind."));
        return Verb.Of("bench", "Submits jobs and says how long it took. They are real jobs of the service.", [jobs, connections, kind, input, queue], async session =>
        {
            var name = $"bench-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
            var spec = new JobSpec(session.Get(kind) ?? "noop") { Input = await session.GetJson(input), Queue = session.Get(queue), Tags = [name] };
            var figures = await Measure(session, spec, session.Get(jobs)!.Value, session.Get(connections)!.Value);
            if (session.AsJson) session.Screen.WriteJson(Json(figures, name));
            else session.Screen.Write(Facts.Of(session.Screen.Words, [.. figures.Lines, ("tag", name)]));
            return figures.Succeeded == figures.Jobs ? ExitCode.Ok : ExitCode.JobFailed;
        }, isPatient: true);
    }

    private static async Task<BenchFigures> Measure(Session session, JobSpec spec, int count, int connections)
    {
        var time = session.Surroundings.Time;
        var (ids, submits) = (new ConcurrentBag<Guid>(), new ConcurrentBag<TimeSpan>());
        var options = new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = session.Stop };
        var began = time.GetTimestamp();
        await Parallel.ForAsync(0, count, options, async (_, stop) =>
        {
            var sent = time.GetTimestamp();
            ids.Add((await session.Client.Jobs.Submit(spec, stop)).Id);
            submits.Add(time.GetElapsedTime(sent));
        });
        var submitted = time.GetElapsedTime(began);
        var ended = new ConcurrentBag<Job>();
        await Parallel.ForEachAsync(ids, options, async (id, stop) => ended.Add(await session.Client.Jobs.WaitForEnd(id, cancellationToken: stop)));
        return BenchFigures.Of([.. submits], submitted, [.. ended]);
    }

    private static JsonElement Json(BenchFigures figures, string tag)
    {
        var json = JsonSerializer.SerializeToNode(figures, BenchJson.Default.BenchFigures)!.AsObject();
        json["tag"] = tag;
        return JsonSerializer.SerializeToElement<JsonObject>(json, ClientJson.Default.JsonObject);
    }
}

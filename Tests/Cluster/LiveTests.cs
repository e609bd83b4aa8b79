using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Cluster;

/// <summary>Streams of a web process whose jobs run in other processes, which die.</summary>
[Collection(nameof(ThreeSilos))]
public sealed class LiveTests(ThreeSilos silos)
{
    [PostgreSqlServerFact]
    public async Task A_watcher_sees_the_rescue_from_a_silo_that_is_killed_and_the_end()
    {
        var cluster = await silos.Whole();
        await using var feed = await EventReader.Open(cluster.Web.Http, "/events?tag=live");

        // One of them is sure to run on the silo that is killed.
        var streams = new List<(EventReader Events, string Silo)>();
        while (streams.All(stream => !cluster.IsSilo(1, stream.Silo)))
        {
            var events = await EventReader.Open(cluster.Web.Http, $"/jobs/{await Submit(cluster.Web)}/events");
            streams.Add((events, await WhenRunning(events)));
        }

        await cluster.KillSilo(1);
        foreach (var (events, silo) in streams)
        {
            var rest = await events.Rest();
            Assert.Equal(["state succeeded", "result null"], rest.TakeLast(2).Select(told => told.Brief));
            var attempts = rest[^2].Json.GetProperty("attempts").EnumerateArray().ToList();
            Assert.Equal(silo, attempts[0].GetProperty("silo").GetString());
            if (attempts.Count > 1) Assert.Contains(rest, told => told.Brief == "state running");
            await events.DisposeAsync();
        }

        // Each job's end, wherever it was.
        var ended = 0;
        while (ended < streams.Count)
            if (await feed.Next() is { Brief: "state succeeded" }) ended++;
    }

    /// <summary>A silo that comes while a job is watched, and runs it, tells of it.</summary>
    [PostgreSqlServerFact]
    public async Task Silos_that_are_all_replaced_tell_of_jobs_that_were_watched_before()
    {
        await using var cluster = ClusterProcesses.Start();
        await cluster.StartSilo(0);
        await cluster.Web.WhenReady();
        var events = await EventReader.Open(cluster.Web.Http, $"/jobs/{await Submit(cluster.Web, "PT10S")}/events");
        await WhenRunning(events);
        await cluster.StartSilo(1);
        Assert.Equal(0, await cluster.StopSilo(0));
        var rest = await events.Rest();
        Assert.Equal(["state succeeded", "result null"], rest.TakeLast(2).Select(told => told.Brief));
        await events.DisposeAsync();
    }

    private static async Task<string> Submit(ServiceProcess web, string duration = "PT3S")
    {
        using var answer = await web.Http.PostAsJsonAsync("/jobs", new { kind = "sleep", input = new { duration }, tags = new[] { "live" } });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Waits until the job runs; answers where.</summary>
    private static async Task<string> WhenRunning(EventReader events)
    {
        SeenEvent? seen;
        do seen = await events.Next();
        while (seen is not { Brief: "state running" });
        return seen.Json.GetProperty("attempts")[0].GetProperty("silo").GetString()!;
    }
}

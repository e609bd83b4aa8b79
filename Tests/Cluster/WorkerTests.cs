using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Cluster;

/// <summary>Workers over HTTP, on silos of which one is killed.</summary>
[Collection(nameof(ThreeSilos))]
public sealed class WorkerTests(ThreeSilos silos)
{
    private const int Jobs = 600;
    private const int Workers = 8;

    [PostgreSqlServerFact]
    public async Task Workers_run_every_job_once_though_a_silo_is_killed()
    {
        var cluster = await silos.Whole();
        var http = cluster.Web.Http;
        using (var made = await http.PutAsJsonAsync("/kinds/carry", new { queue = "loads" })) Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using (var bulk = await http.PostAsJsonAsync("/jobs/batch", Enumerable.Repeat(new { kind = "carry" }, Jobs))) Assert.True(bulk.IsSuccessStatusCode);

        var completed = new ConcurrentDictionary<string, string>();
        var working = Task.WhenAll(Enumerable.Range(0, Workers).Select(number => Task.Run(() => Work(http, $"worker {number}", completed))));
        while (completed.Count < Jobs / 4) await Pause.BetweenLooks();
        await cluster.KillSilo(1);
        await working;

        Assert.Equal(Jobs, completed.Count);
        foreach (var (job, token) in completed)
        {
            var shown = (await Answer(() => http.GetAsync($"/jobs/{job}"))).GetValueOrDefault();
            Assert.Equal(("succeeded", token), (shown.GetProperty("state").GetString(), shown.GetProperty("result").GetString()));
        }
    }

    /// <summary>Runs jobs until all are done.</summary>
    private static async Task Work(HttpClient http, string name, ConcurrentDictionary<string, string> completed)
    {
        while (completed.Count < Jobs)
        {
            var request = new { kinds = new[] { "carry" }, worker = name, max = 5, wait = "PT1S", leaseFor = "PT10S" };
            var leased = await Answer(() => http.PostAsJsonAsync("/queues/loads/lease", request));
            foreach (var lease in leased!.Value.GetProperty("jobs").EnumerateArray())
            {
                var (job, token) = (lease.GetProperty("job").GetProperty("id").GetString()!, lease.GetProperty("token").GetString()!);
                if (await Answer(() => http.PostAsJsonAsync($"/jobs/{job}/complete", new { token, result = token })) is not null)
                    Assert.True(completed.TryAdd(job, token), $"job {job} was completed twice");
            }
        }
    }

    /// <summary>The answer, asked for until the cluster has learnt of the death; null: the lease is another's by now.</summary>
    private static async Task<JsonElement?> Answer(Func<Task<HttpResponseMessage>> ask)
    {
        while (true)
        {
            using var response = await ask();
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                await Pause.BetweenLooks();
                continue;
            }

            if (response.StatusCode == HttpStatusCode.Conflict) return null;
            Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}");
            return response.StatusCode == HttpStatusCode.NoContent ? default(JsonElement) : await response.Content.ReadFromJsonAsync<JsonElement>();
        }
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace OrleansJobs.Tests.Cluster;

/// <summary>Silos come and go under load. What was acknowledged succeeds once; what could not be taken got an error.</summary>
[Collection(nameof(ThreeSilos))]
public sealed class ClusterTests(ThreeSilos silos, ITestOutputHelper output)
{
    private const int Some = 100;

    /// <summary>No submit fails either: one that was on its way to the dead silo is sent again.</summary>
    [PostgreSqlServerFact]
    public async Task A_silo_is_killed_while_jobs_run()
    {
        var cluster = await silos.Whole();
        var callers = new Callers(cluster.Web).Start(16);
        await callers.Acknowledged(Some);
        await cluster.KillSilo(1);
        await callers.Acknowledged(5 * Some);
        Assert.Equal(0, callers.RefusedSoFar);
        output.WriteLine(await callers.StopAndCheck());
    }

    [PostgreSqlServerFact]
    public async Task Jobs_of_the_living_are_read_and_cancelled_while_another_silo_is_dead()
    {
        var cluster = await silos.Whole();
        var ids = await Task.WhenAll(Enumerable.Range(0, Some).Select(n => Submit(cluster.Web, $"queue-{n % 9}")));
        var jobs = await Task.WhenAll(ids.Select(id => WhenRunning(cluster.Web, id)));
        var living = jobs.Where(job => !cluster.IsSilo(1, Silo(job))).Select(job => job.GetProperty("id").GetString()!).ToList();
        output.WriteLine($"{living.Count} of {Some} jobs run on silos that live on");
        Assert.InRange(living.Count, 1, Some);
        await cluster.KillSilo(1);

        var reads = await Task.WhenAll(living.Select(id => cluster.Web.Http.GetAsync($"/jobs/{id}?wait=1s")));
        Assert.All(reads, read => Assert.Equal(HttpStatusCode.OK, read.StatusCode));
        var cancels = await Task.WhenAll(living.Select(id => cluster.Web.Http.PostAsync($"/jobs/{id}/cancel", null)));
        Assert.All(cancels, cancel => Assert.Equal(HttpStatusCode.OK, cancel.StatusCode));
    }

    private static string Silo(JsonElement job) => job.GetProperty("attempts")[0].GetProperty("silo").GetString()!;

    private static async Task<string> Submit(ServiceProcess web, string queue)
    {
        using var answer = await web.Http.PostAsJsonAsync("/jobs", new { kind = "sleep", queue, input = new { duration = "PT60S" } });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement> WhenRunning(ServiceProcess web, string id)
    {
        JsonElement job;
        do job = await web.Http.GetFromJsonAsync<JsonElement>($"/jobs/{id}?wait=1s");
        while (job.GetProperty("state").GetString() != "running");
        return job;
    }

    [PostgreSqlServerFact]
    public async Task A_silo_is_added_and_another_one_leaves()
    {
        await using var cluster = ClusterProcesses.Start();
        await cluster.StartSilo(0);
        await cluster.Web.WhenReady();
        var callers = new Callers(cluster.Web).Start(8);
        await callers.Acknowledged(Some);
        await cluster.StartSilo(1);
        await callers.Acknowledged(Some);
        Assert.Equal(0, await cluster.StopSilo(0));
        await callers.Acknowledged(Some);
        output.WriteLine(await callers.StopAndCheck());
    }

    [PostgreSqlServerFact]
    public async Task Every_silo_is_restarted_in_turn()
    {
        var cluster = await silos.Whole();
        var callers = new Callers(cluster.Web).Start(8);
        for (var number = 0; number < 3; number++)
        {
            await callers.Acknowledged(Some);
            Assert.Equal(0, await cluster.StopSilo(number));
            await cluster.StartSilo(number);
        }

        await callers.Acknowledged(Some);
        output.WriteLine(await callers.StopAndCheck());
    }

    [PostgreSqlServerFact]
    public async Task All_silos_go_down_and_up_and_the_web_process_answers_503_meanwhile()
    {
        await using var cluster = ClusterProcesses.Start();

        // Without any silo yet, the web process starts and says so.
        Assert.Equal(HttpStatusCode.OK, await cluster.Web.FirstAnswer("/healthz"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await cluster.Web.FirstAnswer("/jobs"));

        await cluster.StartSilos(0, 1);
        await cluster.Web.WhenReady();
        var callers = new Callers(cluster.Web).Start(8);
        await callers.Acknowledged(Some);
        await Task.WhenAll(cluster.KillSilo(0), cluster.KillSilo(1));
        await callers.Refused(1);
        await cluster.StartSilos(0, 1);
        await callers.Acknowledged(Some);
        output.WriteLine(await callers.StopAndCheck());
    }

    [Fact]
    public async Task A_web_process_that_still_looks_for_a_silo_stops_in_order()
    {
        await using var web = ServiceProcess.Begin("OrleansJobs.WebFrontend.dll", $"--Cluster:Gateways:0=127.0.0.1:{ServiceProcess.FreePort()}");
        Assert.Equal(HttpStatusCode.OK, await web.FirstAnswer("/healthz"));
        Assert.Equal(0, await web.Stop());
    }

    [PostgreSqlServerFact]
    public async Task The_database_server_ends_and_starts()
    {
        var cluster = await silos.Whole();
        var callers = new Callers(cluster.Web).Start(8);
        await callers.Acknowledged(Some);
        cluster.Server.Stop();
        await callers.Refused(1);
        using (var read = await cluster.Web.Http.GetAsync("/jobs")) Assert.Equal(HttpStatusCode.ServiceUnavailable, read.StatusCode);
        cluster.Server.Start();
        await callers.Acknowledged(Some);
        output.WriteLine(await callers.StopAndCheck());
    }
}

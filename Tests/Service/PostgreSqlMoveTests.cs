using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Silo.Storage.Copy;
using OrleansJobs.Tests.Silo.Storage;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>A service that moves from SQLite to PostgreSQL and back again.</summary>
public sealed class PostgreSqlMoveTests
{
    [StoreFact]
    public async Task A_job_that_waited_when_its_service_moved_runs_in_the_new_place()
    {
        using var before = new TempDirectory();
        using var after = new TempDirectory();
        using var server = new PostgreSqlTestStore();
        var connection = server.Options.ConnectionString;
        Guid first, second, killed;
        await using (var service = await ServiceProcess.Start(before.Path))
        {
            first = await Submit(service, "noop", "PT2S");
            second = await Submit(service, "noop", "PT1H");
            killed = await Submit(service, "sleep", null);
            await service.Kill();
        }

        await Copy(before.Path, connection);
        await using (var service = await ServiceProcess.Start(
            before.Path, "--Storage:Provider=PostgreSql", $"--ConnectionStrings:OrleansJobs={connection}"))
        {
            foreach (var id in (Guid[])[first, killed]) Assert.Equal("succeeded", await State(service, id, wait: true));
            Assert.Equal("scheduled", await State(service, second, wait: false));
            Assert.Equal(0, await service.Stop());
        }

        await Copy(connection, after.Path);
        await using var back = await ServiceProcess.Start(after.Path);
        Assert.Equal("succeeded", await State(back, killed, wait: false));
        Assert.Equal("scheduled", await State(back, second, wait: false));
    }

    private static async Task Copy(string from, string to)
    {
        var error = new StringWriter();
        Assert.Equal(0, await CopyCommand.Run(["--from", from, "--to", to], TimeProvider.System, TextWriter.Null, error));
        Assert.Equal("", error.ToString());
    }

    private static async Task<Guid> Submit(ServiceProcess service, string kind, string? delay)
    {
        object? input = kind == "sleep" ? new { duration = "PT1S" } : null;
        using var response = await service.Http.PostAsJsonAsync(new Uri("/jobs", UriKind.Relative), new { kind, input, delay });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static async Task<string?> State(ServiceProcess service, Guid id, bool wait)
    {
        var job = await service.Http.GetFromJsonAsync<JsonElement>(new Uri($"/jobs/{id}{(wait ? "?wait=30s" : "")}", UriKind.Relative));
        return job.GetProperty("state").GetString();
    }
}

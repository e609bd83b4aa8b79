using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using OrleansJobs.Tests.Silo.Storage;
using OrleansJobs.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace OrleansJobs.Tests.Service;

/// <summary>
/// The store fails under the whole service while callers submit. What it does not take is refused with 503; what it took is
/// run; and when it is mended the service goes on by itself.
/// </summary>
public sealed class StoreFaultTests(ITestOutputHelper output)
{
    private const int Some = 50;

    [Fact]
    public async Task A_lock_held_by_another_process()
    {
        using var data = new TempDirectory();
        await using var service = await ServiceProcess.Start(data.Path, "--Storage:BusyTimeout=00:00:00.2");
        await Endure(service, () => Lock(data));
    }

    /// <summary>A new job that waits keeps others from waiting as long, and is stored in the end.</summary>
    [Fact]
    public async Task A_slow_store_refuses_new_jobs_early()
    {
        using var data = new TempDirectory();
        await using var service = await ServiceProcess.Start(data.Path, "--Storage:BusyTimeout=00:01:00", "--Storage:MaxSubmitWait=00:00:00.1");
        await Callers.Submit(service, Some);
        var unlock = Lock(data);
        List<Task<HttpResponseMessage>> submits = [];
        do
        {
            submits.Add(service.Http.PostAsJsonAsync("/jobs", new { kind = "noop" }));
            await Pause.BetweenLooks();
        }
        while (!submits.Exists(submit => submit.IsCompleted));
        using (var refused = await await Task.WhenAny(submits))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter?.Delta);
            Assert.Equal("/problems/store-busy", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        }

        Assert.False(submits[0].IsCompleted);
        unlock();
        using var first = await submits[0];
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        var job = await service.Http.GetFromJsonAsync<JsonElement>($"{first.Headers.Location}?wait=30s");
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        output.WriteLine($"{submits.Count} were sent until one was refused");
    }

    [Fact]
    public async Task A_second_process_where_locks_of_files_do_nothing()
    {
        using var data = new TempDirectory();
        await using var first = await ServiceProcess.Start(data.Path);
        using var answer = await first.Http.PostAsJsonAsync("/jobs", new { kind = "sleep", input = new { duration = "PT60S" } });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        File.Delete(Path.Combine(data.Path, "orleansjobs.db.lock"));

        await using var second = await ServiceProcess.Start(data.Path);
        await first.WhenPrinted("has been taken over by another process");
        Assert.Equal(3, await first.WhenEnded());
        await Callers.Submit(second, Some);
        var job = await second.Http.GetFromJsonAsync<JsonElement>(answer.Headers.Location);
        Assert.Equal(["crashed", "running"], job.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task The_data_directory_is_deleted()
    {
        using var data = new TempDirectory();
        await using var service = await ServiceProcess.Start(data.Path);
        await Callers.Submit(service, Some);
        Directory.Delete(data.Path, recursive: true);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(service, "/readyz"));
        using var refused = await service.Http.PostAsJsonAsync("/jobs", new { kind = "noop" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("Nothing was changed", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Status(service, "/healthz"));
        Assert.Equal(0, await service.Stop());
    }

    [SmallDiskFact]
    public async Task A_full_disk()
    {
        using var disk = new SmallDisk();
        await using var service = await ServiceProcess.Start(disk.Path);
        await Endure(service, () =>
        {
            disk.Fill();
            return disk.Clear;
        }, steady: false);
    }

    [SmallDiskFact]
    public async Task A_disk_that_cannot_be_written_stops_the_start_and_harms_nothing()
    {
        using var disk = new SmallDisk();
        string answer;
        await using (var first = await ServiceProcess.Start(disk.Path))
        {
            answer = await Callers.Submit(first, Some);
            Assert.Equal(0, await first.Stop());
        }

        disk.Protect();
        var (exitCode, text) = await ServiceProcess.RunToEnd($"--Storage:DataDirectory={disk.Path}");
        Assert.Equal(2, exitCode);
        Assert.Contains("orleansjobs cannot start: The SQLite database ", text, StringComparison.Ordinal);
        Assert.Contains("Read-only file system", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        disk.Unprotect();
        await using var second = await ServiceProcess.Start(disk.Path);
        output.WriteLine($"{answer}; read-only: {text.Trim()}; {await Callers.Submit(second, Some)}");
    }

    [PostgreSqlServerFact]
    public async Task A_database_server_that_goes_away_and_comes_back()
    {
        using var server = new PostgreSqlServer();
        await using var service = await Start(server);
        await Endure(service, () =>
        {
            server.Stop();
            return server.Start;
        });
    }

    [PostgreSqlServerFact]
    public async Task A_session_that_loses_its_lock_of_the_database()
    {
        using var server = new PostgreSqlServer();
        await using var service = await Start(server);
        var callers = new Callers(service).Start(8);
        for (var round = 0; round < 3; round++)
        {
            await callers.Acknowledged(Some);
            using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=False");
            connection.Open();
            using var kill = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND granted", connection);
            Assert.True((long)kill.ExecuteScalar()! > 0, "Nobody held the lock.");
        }

        await callers.Acknowledged(Some);
        output.WriteLine(await callers.StopAndCheck());
    }

    private static Task<ServiceProcess> Start(PostgreSqlServer server) => ServiceProcess.Start(
        "unused", "--Storage:Provider=PostgreSql", $"--ConnectionStrings:OrleansJobs={server.ConnectionString}", "--Storage:BusyTimeout=00:00:00.5");

    /// <summary>Breaks the store under load, until submits are refused, and mends it.</summary>
    /// <param name="service">The service.</param>
    /// <param name="breakIt">Breaks its store; answers what mends it.</param>
    /// <param name="steady">Whether no write succeeds while it is broken; a full disk may have room for one now and then.</param>
    private async Task Endure(ServiceProcess service, Func<Action> breakIt, bool steady = true)
    {
        var callers = new Callers(service).Start(8);
        await callers.Acknowledged(Some);
        var mend = breakIt();
        await callers.Refused(Some);
        if (!steady) await BecomesUnready(service).WaitAsync(TimeSpan.FromSeconds(30));
        else Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(service, "/readyz"));
        Assert.Equal(HttpStatusCode.OK, await Status(service, "/healthz"));
        mend();
        await callers.Acknowledged(Some);
        Assert.Equal(HttpStatusCode.OK, await Status(service, "/readyz"));
        output.WriteLine(await callers.StopAndCheck());
    }

    private static async Task BecomesUnready(ServiceProcess service)
    {
        while (await Status(service, "/readyz") != HttpStatusCode.ServiceUnavailable)
        {
        }
    }

    private static async Task<HttpStatusCode> Status(ServiceProcess service, string path)
    {
        using var response = await service.Http.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    /// <summary>Takes SQLite's lock as another process; answers what gives it back.</summary>
    private static Action Lock(TempDirectory data)
    {
        var foreign = SqliteTestStore.Connect(Path.Combine(data.Path, "orleansjobs.db"));
        // The service writes all the time, and SQLite's lock has no order: it may take long to get it.
        Execute(foreign, "PRAGMA busy_timeout = 30000");
        Execute(foreign, "BEGIN IMMEDIATE");
        return () =>
        {
            Execute(foreign, "ROLLBACK");
            foreign.Dispose();
        };
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = new SqliteCommand(text, connection);
        command.ExecuteNonQuery();
    }
}

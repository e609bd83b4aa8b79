using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>The programs as a new user starts them, without any setting: what they print, and that it is so.</summary>
public sealed class FirstStartTests : IDisposable
{
    private const string WebFrontend = "OrleansJobs.WebFrontend.dll";
    private readonly TempDirectory _home = new();

    public void Dispose() => _home.Dispose();

    private string Database => Path.Combine(_home.Path, ".local", "share", "OrleansJobs", "orleansjobs.db");

    [Fact]
    public async Task The_service_says_where_it_listens_where_its_data_is_and_how_to_try_it()
    {
        await using var service = await Begin();
        string[] lines = [.. service.Output.Split(Environment.NewLine).Select(Told)];
        Assert.Equal(["Listening on http://127.0.0.1:5000", $"The SQLite database {Database} holds the data."], lines[..^1]);
        Assert.True(File.Exists(Database));

        Assert.StartsWith("Try: curl -s http://127.0.0.1:5000/jobs ", lines[^1], StringComparison.Ordinal);
        using var answer = await service.Http.PostAsync("/jobs", new StringContent(lines[^1].Split('\'')[3], Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("succeeded", (await service.Http.GetFromJsonAsync<JsonElement>($"{answer.Headers.Location}?wait=30s")).GetProperty("state").GetString());
        Assert.Contains("index.min.js", await service.Http.GetStringAsync("/orleans/"), StringComparison.Ordinal);
        Assert.Equal(0, await service.Stop());
        Assert.Equal(lines, service.Output.Split(Environment.NewLine).Select(Told));
    }

    [Fact]
    public async Task With_tokens_it_warns_of_them_alone_and_writes_nothing_elsewhere()
    {
        await using var service = await Begin("--Movies:DevelopmentTokens=true");
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.Http.GetAsync("/movies")).StatusCode);
        Assert.All(service.Output.Split(Environment.NewLine), line => Assert.Matches(": OrleansJobs(.WebFrontend.Movies.DevelopmentTokens)?\\[", line));
        Assert.Equal([Path.GetDirectoryName(Database)!], Directory.GetDirectories(_home.Path, "*", SearchOption.AllDirectories).Where(IsLeaf));

        static bool IsLeaf(string directory) => Directory.GetDirectories(directory).Length == 0;
    }

    [Fact]
    public async Task After_a_kill_the_service_says_which_job_goes_on()
    {
        string job;
        await using (var first = await Begin())
        {
            using var answer = await first.Http.PostAsJsonAsync("/jobs", new { kind = "sleep", input = new { duration = "PT60S" } });
            job = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            await first.Kill();
        }

        await using var second = await Begin();
        await second.WhenPrinted($"Job {job} of kind sleep: the host of attempt 1 is dead, the job goes on here");
    }

    [Fact]
    public async Task A_silo_says_where_it_is_and_where_its_data_is()
    {
        await using var silo = ServiceProcess.BeginAsNewUser("OrleansJobs.Silo.dll", _home.Path, "http://127.0.0.1:8081");
        await silo.WhenReady();
        await silo.WhenPrinted("holds the data.");
        Assert.Equal(0, await silo.Stop());
        string[] lines = [.. silo.Output.Split(Environment.NewLine).Select(Told)];
        Assert.Matches(@"^The silo S127\.0\.0\.1:\d+:\d+ runs jobs; its health is at http://127\.0\.0\.1:8081$", lines[0]);
        Assert.Equal([$"The SQLite database {Database} holds the data."], lines[1..]);
    }

    [Fact]
    public async Task Two_services_with_data_of_their_own_run_side_by_side()
    {
        using var other = new TempDirectory();
        await using var first = await ServiceProcess.Start(_home.Path);
        await using var second = await ServiceProcess.Start(other.Path);
        foreach (var service in new[] { first, second })
        {
            await Callers.Submit(service, 10);
            var silos = await service.Http.GetFromJsonAsync<JsonElement>("/admin/silos");
            Assert.Equal(1, silos.GetProperty("silos").GetArrayLength());
        }
    }

    private async Task<ServiceProcess> Begin(params string[] settings)
    {
        var service = ServiceProcess.BeginAsNewUser(WebFrontend, _home.Path, "http://127.0.0.1:5000", settings);
        await service.WhenReady();
        await service.WhenPrinted("Try: ");
        return service;
    }

    /// <summary>What stands behind time and level of a line for people.</summary>
    private static string Told(string line)
    {
        Assert.Contains(" info: OrleansJobs[0] ", line, StringComparison.Ordinal);
        return line[(line.IndexOf("] ", StringComparison.Ordinal) + 2)..];
    }
}

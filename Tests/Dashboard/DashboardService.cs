using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Dashboard;

/// <summary>The whole service with something of everything in it, started once for the tests of pages.</summary>
public sealed class DashboardService : RunningService, IAsyncLifetime
{
    /// <summary>A text that a page must show as it is.</summary>
    internal const string Hostile = "<img src=x onerror=alert(1)>\"'</script><script>alert(2)</script>";

    internal Uri Address => Service.Http.BaseAddress!;

    internal HttpClient Http => Service.Http;

    /// <summary>A job that has failed, whose texts are hostile.</summary>
    internal Guid Failed { get; private set; }

    /// <summary>A batch, of which one job waits for another.</summary>
    internal Guid Batch { get; private set; }

    /// <summary>With what a job needs of which somebody is told, and a field that is not shown.</summary>
    protected override string[] Settings => ["--Push:Secrets:0", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "--Access:Redact:0", "pin"];

    async Task IAsyncLifetime.InitializeAsync()
    {
        if (Browser.Path is null) return;
        await InitializeAsync();
        Failed = await Submit(new { kind = "fail", input = new { message = Hostile }, tags = new[] { Hostile }, retry = new { maxAttempts = 2, initialDelay = "PT0.01S" }, onCompleted = new { url = "https://receiver.invalid/" } });
        await Submit(new { kind = "noop", queue = "mail", lane = "acme" });
        await Submit(new { kind = "sleep", input = new { duration = "PT1H" }, queue = "mail" });
        await Submit(new { kind = "noop", delay = "PT1H" });
        await Put("schedules/nightly", new { cron = "30 2 * * *", zone = "Europe/Berlin", job = new { kind = "noop" } });
        using var made = await Http.PostAsJsonAsync("batches", new { jobs = new object[] { new { kind = "noop" }, new { kind = "sleep", input = new { duration = "PT1H" } } } });
        Batch = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        await Put("movies/Alien", new { title = "Alien", genre = "Horror", releaseYear = 1979, expiryDate = "2020-01-01" });
        using var counted = await Http.GetAsync(new Uri("api/one/two/", UriKind.Relative));
        using var asked = await Http.PostAsync(new Uri("animals/pandas/queries", UriKind.Relative), null);
        using var ended = await Http.GetAsync(new Uri($"jobs/{Failed}?wait=30s", UriKind.Relative));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (Browser.Path is not null) await DisposeAsync();
    }

    /// <summary>Submits a job; answers its id.</summary>
    internal async Task<Guid> Submit(object job)
    {
        using var response = await Http.PostAsJsonAsync("jobs", job);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>Reads a job.</summary>
    internal Task<JsonElement> Job(Guid id, string query = "") => Http.GetFromJsonAsync<JsonElement>($"jobs/{id}{query}");

    private async Task Put(string path, object body)
    {
        using var response = await Http.PutAsJsonAsync(path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}

[CollectionDefinition(nameof(DashboardService))]
public sealed class DashboardServiceTests : ICollectionFixture<DashboardService>;

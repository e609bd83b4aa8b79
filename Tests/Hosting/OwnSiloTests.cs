using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.Hosting;

/// <summary>A web process with a silo of its own, on settings that nobody has changed but for the places of things.</summary>
public sealed class OwnSiloTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private ServiceProcess _service = null!;

    private HttpClient Http => _service.Http;

    public async Task InitializeAsync() => _service = await ServiceProcess.Start(
        _directory.Path, $"--Cluster:SiloPort={ServiceProcess.FreePort()}", $"--Cluster:GatewayPort={ServiceProcess.FreePort()}");

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task It_runs_jobs_keeps_movies_and_stops_in_order()
    {
        await Callers.Submit(_service, 10);
        using var movie = await Http.PostAsJsonAsync("/movies", new { title = "Alien", genre = "Horror", releaseYear = 1979, expiryDate = "2099-12-31" });
        Assert.Equal(HttpStatusCode.Created, movie.StatusCode);
        Assert.Equal(0, await _service.Stop());
    }

    [Fact(Timeout = 60_000)]
    public async Task Orleans_dashboard_shows_the_silo_and_its_grains()
    {
        await Callers.Submit(_service, 1);
        Assert.Contains("index.min.js", await Http.GetStringAsync(new Uri("/orleans/", UriKind.Relative)), StringComparison.Ordinal);

        // It counts when it is asked, and its first answer is of before.
        JsonElement counters;
        do counters = await Http.GetFromJsonAsync<JsonElement>("/orleans/DashboardCounters");
        while (!Shows(counters, "OrleansJobs.Grains.Queues.QueueGrain"));
        Assert.Equal(1, counters.GetProperty("totalActiveHostCount").GetInt32());
    }

    [Theory]
    [InlineData("Host", "example.org", HttpStatusCode.BadRequest)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "https://example.org", HttpStatusCode.Forbidden)]
    public async Task Orleans_dashboard_is_guarded_as_all_else_is(string header, string value, HttpStatusCode status)
    {
        foreach (var path in new[] { "/orleans/", "/orleans/DashboardCounters" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.Add(header, value);
            using var response = await Http.SendAsync(request);
            Assert.Equal(status, response.StatusCode);
        }
    }

    /// <summary>Neither for a silo that there is not, nor for the stream of the log, for which a stop would wait.</summary>
    [Fact]
    public async Task Orleans_dashboard_fails_in_our_form()
    {
        foreach (var part in (string[])["Trace", "SiloProperties/x", "SiloProperties/192.0.2.1:5@x", "SiloCounters/x", "HistoricalStats/x", "fonts/x"])
        {
            using var response = await Http.GetAsync(new Uri($"/orleans/{part}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            await WebService.ReadProblem(response, 404, "not-found");
        }

        await Http.GetByteArrayAsync(new Uri("/orleans/fonts/fa-solid-900.woff2", UriKind.Relative));
    }

    private static bool Shows(JsonElement counters, string grain) =>
        counters.GetProperty("simpleGrainStats").EnumerateArray().Any(entry => entry.GetProperty("grainType").GetString() == grain);
}

using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>Counts over real HTTP, a real file, and the end of processes.</summary>
public sealed class TrafficTests : IDisposable
{
    // So long that nothing is stored but by the end of the process, or by somebody who looks.
    private const string NoFlush = "--Traffic:FlushInterval=00:01:00";

    private readonly TempDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_graceful_stop_loses_no_count()
    {
        await using (var first = await ServiceProcess.Start(_data.Path, NoFlush))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            {
                for (var n = 0; n < 300; n++) await first.Http.GetStringAsync($"/api/{n % 200}/");
            }));
            Assert.Equal(0, await first.Stop());
            Assert.DoesNotContain("did not take the counts", first.Output, StringComparison.Ordinal);
        }

        await using var second = await ServiceProcess.Start(_data.Path, NoFlush);
        var counts = await Counts(second);
        Assert.Equal(200, counts.Count);
        Assert.Equal((100, 100), (counts.Values.Count(count => count == 16), counts.Values.Count(count => count == 8)));
    }

    [Fact]
    public async Task A_kill_loses_only_what_came_since_the_last_flush()
    {
        await using (var first = await ServiceProcess.Start(_data.Path, NoFlush))
        {
            await first.Http.GetStringAsync("/api/kept/");
            Assert.Equal(1, (await Counts(first))["/api/kept/"]);
            await first.Http.GetStringAsync("/api/lost/");
            await first.Kill();
        }

        await using var second = await ServiceProcess.Start(_data.Path, NoFlush);
        Assert.Equal("/api/kept/", Assert.Single(await Counts(second)).Key);
    }

    [Fact]
    public async Task A_test_run_makes_real_requests_which_are_counted()
    {
        await using var service = await ServiceProcess.Start(_data.Path);
        using var response = await service.Http.PostAsync(new Uri("/test/200/", UriKind.Relative), null);
        Assert.Equal("Finished test run with 200 requests", await response.Content.ReadAsStringAsync());
        var counts = await Counts(service);
        Assert.Equal(200, counts.Values.Sum());
        Assert.All(counts.Keys, url => Assert.Matches("^/api/([a-z]{3}/){1,6}$", url));
        Assert.InRange(counts.Keys.SelectMany(url => url.Split('/')[2..^1]).Distinct().Count(), 1, 3);
    }

    private static async Task<Dictionary<string, long>> Counts(ServiceProcess service)
    {
        var list = await service.Http.GetFromJsonAsync<JsonElement>("/stats/");
        return list.GetProperty("URL request counts").EnumerateArray().ToDictionary(
            entry => entry.GetProperty("url").GetString()!, entry => entry.GetProperty("request_count").GetInt64());
    }
}

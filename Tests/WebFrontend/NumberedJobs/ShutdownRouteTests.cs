using System.Net.Sockets;
using System.Text;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.NumberedJobs;

public sealed class ShutdownRouteTests : WebService
{
    protected override string[] Arguments => ["--Shutdown:Timeout", "01:00:00", "--Shutdown:Linger", "00:01:00"];

    [Fact]
    public async Task It_is_running_while_work_is_left_and_then_done()
    {
        Grains.OnHasWorkNow = () => Task.FromResult(true);
        Assert.Equal("""{"status":"running"}""", await Shutdown());
        Assert.Equal("""{"status":"running"}""", await Shutdown());
        Grains.OnHasWorkNow = () => Task.FromResult(false);
        Assert.Equal("""{"status":"done"}""", await Shutdown());
        Assert.Equal("""{"status":"done"}""", await Shutdown());
    }

    [Fact]
    public async Task Every_route_that_takes_work_refuses_it_meanwhile_and_reads_are_answered()
    {
        Grains.OnHasWorkNow = () => Task.FromResult(true);
        await Shutdown();
        await ReadProblem(await Post("/jobs", """{"kind":"sleep"}"""), 503, "draining");
        await ReadProblem(await Post("/jobs/batch", """[{"kind":"sleep"}]"""), 503, "draining");
        await ReadProblem(await Get("/animals/tigers"), 503, "draining");
        await ReadProblem(await Post("/animals/tigers/queries"), 503, "draining");
        await ReadProblem(await Post("/test/1/"), 503, "draining");
        await ReadProblem(await Get("/readyz"), 503, "draining");
        await ReadJson(await Get("/api/jobs"), 200);
        await ReadJson(await Get("/healthz"), 200);
        Assert.Empty(Grains.Submitted);
    }

    [Theory]
    [InlineData("POST", "/jobs", "application/json", "/problems/draining")]
    [InlineData("POST", "/jobs/batch", "application/x-ndjson", "/problems/draining")]
    [InlineData("POST", "/jobs/0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11/retry", "application/json", "/problems/draining")]
    [InlineData("PUT", "/datasets/default", "text/csv", "/problems/draining")]
    [InlineData("POST", "/api/best5", "application/json", "shutting down")]
    public async Task It_is_refused_before_its_body_comes(string method, string path, string mediaType, string refusal)
    {
        Grains.OnHasWorkNow = () => Task.FromResult(true);
        await Shutdown();
        using var client = new TcpClient();
        await client.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        using var reader = new StreamReader(client.GetStream());
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {mediaType}\r\nContent-Length: 50\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"));
        // Not 100, by which the server would ask for it.
        Assert.StartsWith("HTTP/1.1 503", await reader.ReadLineAsync(), StringComparison.Ordinal);
        // The server closes the connection in order when it has come all the same.
        await client.GetStream().WriteAsync(new byte[50]);
        Assert.Contains(refusal, await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_wait_for_a_job_go_on_waiting()
    {
        var id = Guid.NewGuid();
        var end = new TaskCompletionSource<OrleansJobs.Jobs.Job?>();
        var waiting = new TaskCompletionSource();
        Grains.OnWait = (_, _) =>
        {
            waiting.TrySetResult();
            return end.Task;
        };
        Grains.OnHasWorkNow = () => Task.FromResult(true);
        var answer = Get($"/jobs/{id}?wait=30s");
        await waiting.Task;
        await Shutdown();
        end.SetResult(Samples.Finished(id));
        Assert.Equal("succeeded", (await ReadJson(await answer, 200)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_an_error()
    {
        Grains.OnHasWorkNow = () => throw new TimeoutException();
        await ReadProblem(await Get("/api/graceful_shutdown"), 503, "unavailable");
    }

    private async Task<string> Shutdown() => (await ReadJson(await Get("/api/graceful_shutdown"), 200)).GetRawText();
}

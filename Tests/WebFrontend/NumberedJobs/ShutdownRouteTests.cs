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
        await ReadProblem(await Get("/readyz"), 503, "draining");
        await ReadJson(await Get("/api/jobs"), 200);
        await ReadJson(await Get("/healthz"), 200);
        Assert.Empty(Grains.Submitted);
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

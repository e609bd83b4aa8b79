using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.Service;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Admin;

/// <summary>Draining a process in which no jobs run; what becomes of those that do is tested with the engine.</summary>
public sealed class DrainTests : WebService
{
    private const string Active = """{"state":"active","running":0}""";
    private const string Drained = """{"state":"drained","running":0}""";

    [Fact]
    public async Task A_drained_process_takes_no_work_until_that_is_taken_back()
    {
        Assert.Equal(Active, (await ReadJson(await Get("/admin/drain"), 200)).GetRawText());
        Assert.Equal(Drained, (await ReadJson(await Post("/admin/drain"), 200)).GetRawText());
        Assert.Equal(Drained, (await ReadJson(await Post("/admin/drain", """{"grace": "PT1M"}"""), 200)).GetRawText());

        await ReadProblem(await Get("/readyz"), 503, "draining");
        await ReadProblem(await Post("/jobs", """{"kind": "noop"}"""), 503, "draining");
        await ReadProblem(await Post("/queues/images/lease", """{"kinds": ["a"]}"""), 503, "draining");
        await ReadJson(await Get("/jobs"), 200);

        Assert.Equal(Active, (await ReadJson(await Send(HttpMethod.Delete, "/admin/drain", null), 200)).GetRawText());
        await ReadJson(await Get("/readyz"), 200);
    }

    [Fact]
    public async Task A_process_that_is_being_stopped_stays_drained()
    {
        App.Services.GetRequiredService<Draining>().Begin();
        await ReadProblem(await Send(HttpMethod.Delete, "/admin/drain", null), 503, "draining");
        await ReadProblem(await Get("/readyz"), 503, "draining");
    }

    [Theory]
    [InlineData("""{"grace": "PT25H"}""")]
    [InlineData("""{"grace": "-PT1S"}""")]
    [InlineData("""{"grace": 30}""")]
    public async Task A_wrong_grace_time_drains_nothing(string body)
    {
        FieldError(await ReadProblem(await Post("/admin/drain", body), 422, "invalid-request"), "grace");
        Assert.Equal(Active, (await ReadJson(await Get("/admin/drain"), 200)).GetRawText());
    }
}

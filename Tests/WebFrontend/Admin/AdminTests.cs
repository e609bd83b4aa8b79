using OrleansJobs.Silos;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Admin;

public sealed class AdminTests : WebService
{
    [Fact]
    public async Task Silos_are_told()
    {
        Grains.Silos = [new SiloReport { Name = "Silo_1a2b3", Address = "S127.0.0.1:11111:1", Status = "active", StartedAt = Samples.Noon, Activations = 3 }];
        var response = await Get("/admin/silos");
        Assert.Equal(
            """{"silos":[{"name":"Silo_1a2b3","address":"S127.0.0.1:11111:1","status":"active","startedAt":"2026-01-31T12:00:00+00:00","activations":3}]}""",
            (await ReadJson(response, 200)).GetRawText());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Grains_are_told()
    {
        Grains.GrainReports = [new GrainReport { Grain = "G", Activations = 3 }];
        Assert.Equal("""{"grains":[{"grain":"G","activations":3}]}""", (await ReadJson(await Get("/admin/grains"), 200)).GetRawText());
    }

    [Theory]
    [InlineData("/admin/silos")]
    [InlineData("/admin/grains")]
    public async Task Parameters_and_other_methods_are_refused(string path)
    {
        FieldError(await ReadProblem(await Get($"{path}?all=1"), 400, "invalid-query"), "all");
        await ReadProblem(await Post(path, "{}"), 405, "method-not-allowed");
    }
}

using OrleansJobs.Silos;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Admin;

public sealed class AdminTests : WebService
{
    [Fact]
    public async Task Silos_are_told()
    {
        Grains.Silos = [new SiloReport { Name = "embedded", Status = "active", StartedAt = Samples.Noon, Activations = 3 }];
        var response = await Get("/admin/silos");
        Assert.Equal(
            """{"silos":[{"name":"embedded","status":"active","startedAt":"2026-01-31T12:00:00+00:00","activations":3}]}""",
            (await ReadJson(response, 200)).GetRawText());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Grains_and_their_methods_are_told()
    {
        var method = new GrainMethodReport
        {
            Interface = "I",
            Method = "M",
            Calls = 2,
            Failures = 1,
            MeanTime = TimeSpan.FromMilliseconds(1.5),
            LongestTime = TimeSpan.FromSeconds(2),
        };
        Grains.GrainReports = [new GrainReport { Grain = "G", Activations = 3, Methods = [method] }];
        Assert.Equal(
            """{"grains":[{"grain":"G","activations":3,"methods":[{"interface":"I","method":"M","calls":2,"failures":1,"meanTime":"PT0.0015S","longestTime":"PT2S"}]}]}""",
            (await ReadJson(await Get("/admin/grains"), 200)).GetRawText());
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

using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

/// <summary>GET /jobs/{id}/steps.</summary>
public sealed class JobStepTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    [Fact]
    public async Task Steps_are_listed_as_they_are_and_a_job_that_is_not_there_has_none()
    {
        Grains.Steps = id => id == Id ? [new JobStep { Name = "fetched", Value = Json.Parse("[1, 2]") }] : null;
        Assert.Equal("""{"steps":[{"name":"fetched","value":[1, 2]}]}""", (await ReadJson(await Get($"/jobs/{Id}/steps"), 200)).GetRawText());
        await ReadProblem(await Get($"/jobs/{Guid.Empty}/steps"), 404, "job-not-found");
        await ReadProblem(await Get("/jobs/x/steps"), 404, "job-not-found");
    }
}

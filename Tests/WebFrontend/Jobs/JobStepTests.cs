using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

/// <summary>GET /jobs/{id}/steps.</summary>
public sealed class JobStepTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    [Fact]
    public async Task Steps_are_listed_page_by_page_and_a_job_that_is_not_there_has_none()
    {
        var asked = new List<(string?, int)>();
        Grains.OnListSteps = (id, after, limit) =>
        {
            asked.Add((after, limit));
            return id == Id ? new JobStepPage { Steps = [new JobStep { Name = "fetched/1", Value = Json.Parse("[1, 2]") }], Next = "fetched/1" } : null;
        };
        var page = await ReadJson(await Get($"/jobs/{Id}/steps?limit=1"), 200);
        Assert.Equal("""{"steps":[{"name":"fetched/1","value":[1, 2]}],"nextCursor":"fetched/1"}""", page.GetRawText());
        await ReadJson(await Get($"/jobs/{Id}/steps?cursor=fetched%2F1"), 200);
        Assert.Equal([(null, 1), ("fetched/1", 50)], asked);
        await ReadProblem(await Get($"/jobs/{Guid.Empty}/steps"), 404, "job-not-found");
        await ReadProblem(await Get("/jobs/x/steps"), 404, "job-not-found");
        await ReadProblem(await Get($"/jobs/{Id}/steps?limit=101"), 400, "invalid-query");
    }
}

using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

public sealed class JobExplainTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    [Fact]
    public async Task Reasons_are_answered_with_codes_in_kebab_case()
    {
        Grains.Explained[Id] = new JobExplanation
        {
            State = JobState.Queued,
            Reasons = [new JobReason { Code = ReasonCode.LaneBusy, Detail = "Busy.", By = [Id] }],
            Position = 3,
        };
        Assert.Equal(
            $$"""{"state":"queued","reasons":[{"code":"lane-busy","detail":"Busy.","by":["{{Id}}"]}],"position":3}""",
            (await ReadJson(await Get($"/jobs/{Id}/explain"), 200)).GetRawText());
    }

    [Theory]
    [InlineData("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a12")]
    [InlineData("x")]
    public async Task What_is_no_job_is_404(string id) => await ReadProblem(await Get($"/jobs/{id}/explain"), 404, "job-not-found");

    [Fact]
    public async Task No_parameter_is_known() => await ReadProblem(await Get($"/jobs/{Id}/explain?wait=1s"), 400, "invalid-query");
}

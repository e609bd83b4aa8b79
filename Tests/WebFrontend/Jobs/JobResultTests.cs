using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

public sealed class JobResultTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    [Fact]
    public async Task A_result_is_answered_bare_and_byte_by_byte()
    {
        Grains.Jobs[Id] = Samples.Finished(Id);
        var response = await Get($"/jobs/{Id}/result");
        await ReadJson(response, 200);
        Assert.Equal("""{"answer": 42}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_job_that_returned_nothing_has_the_result_null()
    {
        Grains.Jobs[Id] = Samples.Finished(Id) with { Result = null };
        Assert.Equal("null", (await ReadJson(await Get($"/jobs/{Id}/result"), 200)).GetRawText());
    }

    [Theory]
    [InlineData(JobState.Scheduled, 0, "1")]
    [InlineData(JobState.Scheduled, 90, "90")]
    [InlineData(JobState.Scheduled, 999_999, "3600")]
    [InlineData(JobState.Queued, -5, "1")]
    [InlineData(JobState.Running, -5, "1")]
    public async Task A_job_that_has_not_ended_is_202_with_its_state(JobState state, int dueIn, string retryAfter)
    {
        Grains.Jobs[Id] = Samples.Job(Id, state: state) with { RunAt = Samples.Noon.AddSeconds(dueIn) };
        var response = await Get($"/jobs/{Id}/result");
        var body = await ReadJson(response, 202);
        Assert.Equal(state.ToString().ToLowerInvariant(), body.GetProperty("state").GetString());
        Assert.Equal(retryAfter, response.Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task A_wait_ends_with_the_result()
    {
        Grains.OnWait = (id, _) => Task.FromResult<Job?>(Samples.Finished(id));
        await ReadJson(await Get($"/jobs/{Id}/result?wait=2s"), 200);
        await ReadJson(await Get($"/jobs/{Id}/result", ("Prefer", "wait=2")), 200);
        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)], Grains.Waited);
    }

    [Theory]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Cancelled)]
    public async Task A_job_that_ended_without_a_result_is_409(JobState state)
    {
        foreach (var expired in new[] { false, true })
        {
            Grains.Jobs[Id] = Samples.Job(Id, state: state) with { PayloadExpired = expired };
            var problem = await ReadProblem(await Get($"/jobs/{Id}/result"), 409, "no-result");
            Assert.Contains(state.ToString().ToLowerInvariant(), problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_result_that_retention_dropped_is_410()
    {
        Grains.Jobs[Id] = Samples.Finished(Id) with { Result = null, PayloadExpired = true };
        await ReadProblem(await Get($"/jobs/{Id}/result"), 410, "result-expired");
    }

    [Theory]
    [InlineData("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a12")]
    [InlineData("0199f7a25c1e7c3a9d0b6b1f6f0b8a11")]
    [InlineData("17")]
    public async Task An_unknown_id_is_404(string id)
    {
        Grains.Jobs[Id] = Samples.Finished(Id);
        await ReadProblem(await Get($"/jobs/{id}/result"), 404, "job-not-found");
    }

    [Fact]
    public async Task Wrong_parameters_are_named()
    {
        FieldError(await ReadProblem(await Get($"/jobs/{Id}/result?wait=soon"), 400, "invalid-query"), "wait");
        FieldError(await ReadProblem(await Get($"/jobs/{Id}/result?pretty=1"), 400, "invalid-query"), "pretty");
    }
}

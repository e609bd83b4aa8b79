using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

/// <summary>POST /jobs/{id}/signals/{name}.</summary>
public sealed class SignalTests : WebService
{
    [Fact]
    public async Task A_signal_reaches_the_job_with_its_name_and_value()
    {
        var job = Samples.Job(Guid.NewGuid());
        var signals = new List<string>();
        Grains.OnSignal = (id, name, value) =>
        {
            signals.Add($"{id == job.Id} {name} {value}");
            return new ChangeResult.Changed { Job = job };
        };
        await ReadJson(await Post($"/jobs/{job.Id}/signals/approval", """{"value":{"by" : "ann"}}"""), 200);
        await ReadJson(await Client.PostAsync($"/jobs/{job.Id}/signals/%C3%A9%20x", null), 200);
        Assert.Equal(["True approval {\"by\" : \"ann\"}", "True é x null"], signals);
    }

    [Fact]
    public async Task Refusals_have_problems_of_their_own()
    {
        var path = $"/jobs/{Guid.NewGuid()}/signals/go";
        await ReadProblem(await Post(path), 404, "job-not-found");
        await ReadProblem(await Post("/jobs/x/signals/go"), 404, "job-not-found");
        Assert.Equal("must not contain a slash", FieldError(await ReadProblem(await Post($"{path}%2fon"), 422, "invalid-request"), "name"));
        Grains.OnSignal = (id, _, _) => new ChangeResult.Conflict { Job = Samples.Job(id) };
        await ReadProblem(await Post(path), 409, "job-has-ended");
        Grains.OnSignal = (_, _, _) => new ChangeResult.Invalid { Errors = [new FieldError { Field = "name", Message = "is too long" }] };
        Assert.Equal("is too long", FieldError(await ReadProblem(await Post(path), 422, "invalid-request"), "name"));
        await ReadProblem(await Post(path, """{"values":1}"""), 422, "invalid-request");
        Grains.OnSignal = (_, _, _) => new ChangeResult.Unavailable();
        await ReadProblem(await Post(path), 503, "unavailable");
    }
}

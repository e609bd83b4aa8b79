using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

public sealed class ReplayTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    public ReplayTests() => Grains.Jobs[Id] = Samples.Finished(Id) with
    {
        Kind = "mail",
        Queue = "letters",
        Lane = "ann",
        Cost = 3,
        Priority = -4,
        Tags = ["a", "b"],
        Timeout = TimeSpan.FromMinutes(2),
        Retry = new RetryRule { MaxAttempts = 2 },
        Requires = ["gpu"],
        Tenant = "t",
        Input = Json.Parse("[1]"),
        ExpiresAt = Samples.Noon,
        Batch = Guid.NewGuid(),
        Schedule = "nightly",
        Parents = [Guid.NewGuid()],
        CallbackOf = Guid.NewGuid(),
        ReplayOf = Guid.NewGuid(),
        Number = 7,
    };

    [Theory]
    [InlineData(null, "[1]")]
    [InlineData("{}", "[1]")]
    [InlineData("""{"input": {"to": "bob"}}""", """{"to": "bob"}""")]
    public async Task The_new_job_asks_for_what_the_ended_one_was_but_not_for_its_time_and_place(string? body, string input)
    {
        Grains.OnSubmit = (id, spec) => new SubmitResult.Accepted { Job = Samples.Job(id, spec) with { ReplayOf = spec.ReplayOf } };
        var response = await Post($"/jobs/{Id}/replay", body);
        var job = await ReadJson(response, 202);
        var (id, spec) = Grains.Submitted.Single();
        Assert.NotEqual(Id, id);
        Assert.Equal($"/jobs/{id}", response.Headers.Location!.OriginalString);
        Assert.Equal($"{Id}", job.GetProperty("replayOf").GetString());
        Assert.Equal(input, spec.Input!.ToString());
        Assert.Equal(["a", "b"], spec.Tags.AsEnumerable());
        Assert.Equal(["gpu"], spec.Requires.AsEnumerable());
        Assert.Equal(
            new JobSpec
            {
                ReplayOf = Id,
                Kind = "mail",
                Queue = "letters",
                Lane = "ann",
                Cost = 3,
                Priority = -4,
                Timeout = TimeSpan.FromMinutes(2),
                Retry = new RetryRule { MaxAttempts = 2 },
                Tenant = "t",
            },
            spec with { Input = null, Tags = [], Requires = [], TraceParent = null });
    }

    [Fact]
    public async Task Under_a_key_it_is_the_job_of_that_key()
    {
        Grains.OnSubmit = (id, spec) => new SubmitResult.Existing { Job = Samples.Job(id, spec) };
        var response = await Post($"/jobs/{Id}/replay", null, ("Idempotency-Key", "k"));
        await ReadJson(response, 200);
        Assert.True(Grains.Submitted.Single().Spec.Keyed);
        Assert.Equal(JobId.FromKey("t", "k"), Grains.Submitted.Single().Id);
        Grains.OnSubmit = (_, _) => new SubmitResult.KeyReused();
        await ReadProblem(await Post($"/jobs/{Id}/replay", null, ("Idempotency-Key", "k")), 422, "idempotency-key-reused");
    }

    [Theory]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Scheduled)]
    [InlineData(JobState.Waiting)]
    public async Task A_job_that_has_not_ended_is_409(JobState state)
    {
        Grains.Jobs[Id] = Grains.Jobs[Id] with { State = state };
        await ReadProblem(await Post($"/jobs/{Id}/replay"), 409, "job-has-not-ended");
        Assert.Empty(Grains.Submitted);
    }

    [Fact]
    public async Task An_input_that_retention_has_dropped_must_be_given_anew()
    {
        Grains.Jobs[Id] = Grains.Jobs[Id] with { Input = null, PayloadExpired = true };
        Grains.OnRetry = (_, _) => new ChangeResult.Conflict { Job = Grains.Jobs[Id] };
        await ReadProblem(await Post($"/jobs/{Id}/replay"), 410, "input-expired");
        await ReadProblem(await Post($"/jobs/{Id}/retry"), 410, "input-expired");
        await ReadJson(await Post($"/jobs/{Id}/replay", """{"input": 1}"""), 202);
    }

    [Fact]
    public async Task What_cannot_be_replayed_says_why()
    {
        await ReadProblem(await Post("/jobs/17/replay"), 404, "job-not-found");
        await ReadProblem(await Post($"/jobs/{Guid.NewGuid()}/replay"), 404, "job-not-found");
        FieldError(await ReadProblem(await Post($"/jobs/{Id}/replay", """{"kind": "other"}"""), 422, "invalid-request"), "kind");
        Grains.OnSubmit = (_, _) => new SubmitResult.Invalid { Errors = [new FieldError { Field = "input", Message = "does not fit" }] };
        FieldError(await ReadProblem(await Post($"/jobs/{Id}/replay", """{"input": 1}"""), 422, "invalid-request"), "input");
        Grains.OnSubmit = (_, _) => new SubmitResult.QueueFull();
        await ReadProblem(await Post($"/jobs/{Id}/replay"), 429, "queue-full");
        App.Lifetime.StopApplication();
        await ReadProblem(await Post($"/jobs/{Id}/replay"), 503, "draining");
    }
}

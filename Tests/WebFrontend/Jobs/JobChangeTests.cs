using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

public sealed class JobChangeTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    [Theory]
    [InlineData("""{"reason":"too late"}""", "too late")]
    [InlineData("{}", null)]
    [InlineData(null, null)]
    public async Task Cancel_takes_a_reason_or_none(string? body, string? expected)
    {
        string? reason = "not asked";
        Grains.OnCancel = (id, given) =>
        {
            reason = given;
            return new ChangeResult.Changed { Job = Samples.Job(id, state: JobState.Cancelled) };
        };
        var response = await Post($"/jobs/{Id}/cancel", body);
        var job = await ReadJson(response, 200);
        Assert.Equal("cancelled", job.GetProperty("state").GetString());
        Assert.NotNull(response.Headers.ETag);
        Assert.Equal(expected, reason);
    }

    [Theory]
    [InlineData("""{"input": {"a" : 1}}""", """{"a" : 1}""")]
    [InlineData("""{"input": null}""", null)]
    [InlineData(null, null)]
    public async Task Retry_takes_an_input_or_none(string? body, string? expected)
    {
        Json? input = Json.Parse("0");
        Grains.OnRetry = (id, given) =>
        {
            input = given;
            return new ChangeResult.Changed { Job = Samples.Job(id) };
        };
        Assert.Equal("queued", (await ReadJson(await Post($"/jobs/{Id}/retry", body), 200)).GetProperty("state").GetString());
        Assert.Equal(expected, input?.ToString());
    }

    [Fact]
    public async Task A_state_that_does_not_allow_it_is_409()
    {
        Grains.OnCancel = (id, _) => new ChangeResult.Conflict { Job = Samples.Finished(id) };
        Grains.OnRetry = (id, _) => new ChangeResult.Conflict { Job = Samples.Job(id, state: JobState.Running) };
        var cancel = await ReadProblem(await Post($"/jobs/{Id}/cancel"), 409, "job-has-ended");
        Assert.Contains("succeeded", cancel.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var retry = await ReadProblem(await Post($"/jobs/{Id}/retry"), 409, "job-has-not-ended");
        Assert.Contains("running", retry.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("retry")]
    public async Task An_unknown_job_is_404(string change)
    {
        await ReadProblem(await Post($"/jobs/{Id}/{change}"), 404, "job-not-found");
        await ReadProblem(await Post($"/jobs/17/{change}"), 404, "job-not-found");
    }

    [Theory]
    [InlineData("cancel", """{"reason":7}""", "reason")]
    [InlineData("cancel", """{"reason":"a\u0000"}""", "reason")]
    [InlineData("cancel", """{"why":"x"}""", "why")]
    [InlineData("cancel", "[]", "$")]
    [InlineData("retry", """{"input":1,"input":2}""", "input")]
    [InlineData("retry", """{"kind":"other"}""", "kind")]
    public async Task A_wrong_body_is_422_and_named(string change, string body, string field) =>
        FieldError(await ReadProblem(await Post($"/jobs/{Id}/{change}", body), 422, "invalid-request"), field);

    [Fact]
    public async Task A_reason_has_a_limit() => FieldError(
        await ReadProblem(await Post($"/jobs/{Id}/cancel", $$"""{"reason":"{{new string('x', 1001)}}"}"""), 422, "invalid-request"), "reason");

    [Fact]
    public async Task What_the_engine_refuses_is_422()
    {
        Grains.OnRetry = (_, _) => new ChangeResult.Invalid { Errors = [new FieldError { Field = "input", Message = "does not fit" }] };
        FieldError(await ReadProblem(await Post($"/jobs/{Id}/retry", """{"input":1}"""), 422, "invalid-request"), "input");
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("retry")]
    public async Task An_unavailable_store_is_503_with_retry_after(string change)
    {
        Grains.OnCancel = (_, _) => new ChangeResult.Unavailable();
        Grains.OnRetry = (_, _) => new ChangeResult.Unavailable();
        var response = await Post($"/jobs/{Id}/{change}");
        await ReadProblem(response, 503, "unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task While_the_process_is_being_stopped_a_job_can_be_cancelled_but_not_retried()
    {
        Grains.OnCancel = (id, _) => new ChangeResult.Changed { Job = Samples.Job(id, state: JobState.Cancelled) };
        App.Lifetime.StopApplication();
        await ReadProblem(await Post($"/jobs/{Id}/retry"), 503, "draining");
        await ReadJson(await Post($"/jobs/{Id}/cancel"), 200);
    }

    [Fact]
    public async Task A_body_without_media_type_is_415()
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        await ReadProblem(
            await Client.PostAsync(new Uri($"/jobs/{Id}/cancel", UriKind.Relative), content), 415, "unsupported-media-type");
    }
}

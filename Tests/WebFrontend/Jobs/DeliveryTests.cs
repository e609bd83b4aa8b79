using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

/// <summary>Who is told of ends of jobs, over HTTP.</summary>
public sealed class DeliveryTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
    private static readonly DateTimeOffset At = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_submit_says_who_is_told()
    {
        await Post("/jobs", """{"kind":"noop","onCompleted":{"url":"https://example.org/done"}}""");
        Assert.Equal("https://example.org/done", Assert.Single(Grains.Submitted).Spec.OnCompleted!.Url);
    }

    [Theory]
    [InlineData("{}", "onCompleted.url")]
    [InlineData("\"https://example.org/\"", "onCompleted")]
    [InlineData("{\"url\":\"https://example.org/\",\"secret\":\"s\"}", "onCompleted.secret")]
    public async Task What_is_no_webhook_is_named(string webhook, string field)
    {
        var problem = await ReadProblem(await Post("/jobs", $$"""{"kind":"noop","onCompleted":{{webhook}}}"""), 422, "invalid-request");
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Each_end_has_a_delivery_whether_its_job_is_there_or_not()
    {
        var job = Samples.Job(Id, new JobSpec { Kind = "noop" }) with { Deliveries = 2 };
        var first = Samples.Job(JobId.OfDelivery(Id, job.CreatedAt, 1), new JobSpec { Kind = "webhook" }) with
        {
            State = JobState.Scheduled,
            RunAt = At.AddSeconds(10),
            Attempts = [new JobAttempt { Number = 1, StartedAt = At, EndedAt = At.AddMilliseconds(31), Outcome = AttemptOutcome.Failed, Error = new JobError { Type = "IOException", Message = "503", Attempt = 1 } }],
        };
        Grains.Jobs[first.Id] = first;
        Grains.Jobs[Id] = job;
        var second = JobId.OfDelivery(Id, job.CreatedAt, 2);
        Assert.Equal(
            $$$"""{"deliveries":[{"id":"{{{second}}}","number":2,"attempts":[]},{"id":"{{{first.Id}}}","number":1,"state":"scheduled","nextAttemptAt":"2026-01-31T12:00:10+00:00","attempts":[{"at":"2026-01-31T12:00:00+00:00","durationMs":31,"outcome":"failed","error":{"type":"IOException","message":"503","attempt":1}}]}]}""",
            (await ReadJson(await Get($"/jobs/{Id}/deliveries"), 200)).GetRawText());
    }

    [Fact]
    public async Task A_job_of_which_nobody_is_told_has_none()
    {
        Grains.Jobs[Id] = Samples.Job(Id, new JobSpec { Kind = "noop" });
        Assert.Equal("""{"deliveries":[]}""", (await ReadJson(await Get($"/jobs/{Id}/deliveries"), 200)).GetRawText());
        await ReadProblem(await Get("/jobs/x/deliveries"), 404, "job-not-found");
    }
}

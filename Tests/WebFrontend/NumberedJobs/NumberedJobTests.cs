using System.Net;
using Microsoft.AspNetCore.Http;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.NumberedJobs;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.NumberedJobs;

public sealed class NumberedJobTests : WebService
{
    private const string Invalid = """{"status":"error","reason":"Invalid job_id"}""";

    [Fact]
    public async Task The_result_of_a_job_is_its_stored_text_with_the_order_kept()
    {
        Add(JobState.Succeeded, job => job with { Result = Json.Parse("""{"Ohio":29.40,"Alabama":30,"('a', \"b'c\")":1e-9}""") });
        Assert.Equal("""{"status":"done","data":{"Ohio":29.40,"Alabama":30,"('a', \"b'c\")":1e-9}}""", await Text("/api/get_results/1", 200));
    }

    [Fact]
    public async Task A_job_without_a_result_is_done_with_null()
    {
        Add(JobState.Succeeded);
        Assert.Equal("""{"status":"done","data":null}""", await Text("/api/get_results/1", 200));
    }

    [Fact]
    public async Task A_result_that_cannot_be_opened_is_an_error_that_names_the_key()
    {
        Add(JobState.Succeeded, job => job with { Sealed = "sealed with the key k1" });
        Assert.Equal("""{"status":"error","reason":"sealed with the key k1"}""", await Text("/api/get_results/1", 500));
    }

    [Theory]
    [InlineData(JobState.Scheduled)]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    public async Task A_job_that_has_not_ended_is_running(JobState state)
    {
        Add(state);
        Assert.Equal("""{"status":"running"}""", await Text("/api/get_results/1", 200));
    }

    [Fact]
    public async Task A_job_without_a_result_for_ever_tells_why()
    {
        Add(JobState.Failed, job => job with { Error = new JobError { Type = "NonRetryableException", Message = "No data", Attempt = 1 } });
        Add(JobState.Cancelled, job => job with { CancelReason = "enough" });
        Add(JobState.Cancelled);
        Add(JobState.Succeeded, job => job with { PayloadExpired = true });
        Assert.Equal("""{"status":"error","reason":"No data"}""", await Text("/api/get_results/1", 200));
        Assert.Equal("""{"status":"error","reason":"enough"}""", await Text("/api/get_results/2", 200));
        Assert.Equal("""{"status":"error","reason":"cancelled"}""", await Text("/api/get_results/3", 200));
        Assert.Equal("""{"status":"error","reason":"the result is no longer kept"}""", await Text("/api/get_results/4", 200));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("%201")]
    [InlineData("1.0")]
    [InlineData("abc")]
    [InlineData("job_id_1")]
    [InlineData("99999999999999999999")]
    public async Task An_unknown_number_and_what_is_none_is_404(string id)
    {
        Add(JobState.Succeeded);
        Assert.Equal(Invalid, await Text($"/api/get_results/{id}", 404));
    }

    [Fact]
    public async Task Jobs_are_listed_in_order_of_submission()
    {
        Assert.Equal("""{"status":"done","data":[]}""", await Text("/api/jobs", 200));
        foreach (var state in Enum.GetValues<JobState>()) Add(state);
        Assert.Equal(
            """{"status":"done","data":[{"job_id_1":"running"},{"job_id_2":"running"},{"job_id_3":"running"},{"job_id_4":"done"},{"job_id_5":"error"},{"job_id_6":"error"},{"job_id_7":"running"}]}""",
            await Text("/api/jobs", 200));
        Assert.Equal("""{"status":"done","data":[{"job_id_1":"running"},{"job_id_2":"running"}]}""", await Text("/api/jobs?limit=2", 200));
        Assert.Equal("""{"status":"done","data":[{"job_id_6":"error"},{"job_id_7":"running"}]}""", await Text("/api/jobs?after=5", 200));
    }

    [Theory]
    [InlineData("", 25_000)]
    [InlineData("?limit=20001", 20_001)]
    [InlineData("?limit=20000", 20_000)]
    [InlineData("?limit=10001&after=3", 10_001)]
    public async Task A_long_list_is_whole(string query, int count)
    {
        for (var i = 0; i < 25_000; i++) Add(JobState.Succeeded);
        var data = (await ReadJson(await Get("/api/jobs" + query), 200)).GetProperty("data").EnumerateArray().ToList();
        var first = query.Contains("after", StringComparison.Ordinal) ? 4 : 1;
        Assert.Equal(Enumerable.Range(first, count).Select(n => $"job_id_{n}"), data.Select(job => job.EnumerateObject().Single().Name));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=abc")]
    [InlineData("limit=1000001")]
    [InlineData("after=-1")]
    [InlineData("page=1")]
    [InlineData("page=1&limit=0")]
    public async Task A_wrong_parameter_is_refused(string query)
    {
        var answer = await ReadJson(await Get($"/api/jobs?{query}"), 400);
        Assert.Equal("error", answer.GetProperty("status").GetString());
        Assert.StartsWith(query.Split('=')[0] + " ", answer.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_that_have_not_ended_are_counted()
    {
        Assert.Equal("""{"status":"done","data":0}""", await Text("/api/num_jobs", 200));
        foreach (var state in Enum.GetValues<JobState>()) Add(state);
        Assert.Equal("""{"status":"done","data":4}""", await Text("/api/num_jobs", 200));
    }

    [Theory]
    [InlineData("/api/get_results/1")]
    [InlineData("/api/jobs")]
    [InlineData("/api/num_jobs")]
    [InlineData("/api/graceful_shutdown")]
    public async Task They_are_read_only(string path) =>
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await Post(path, "{}")).StatusCode);

    [Fact]
    public async Task A_submit_is_answered_with_the_number_or_the_reason()
    {
        var job = Samples.Job(Guid.NewGuid(), "counted") with { Number = 7 };
        Assert.Equal((200, """{"job_id":7}"""), await Answer(NumberedReply.Of(new SubmitResult.Accepted { Job = job })));
        Assert.Equal((200, """{"job_id":7}"""), await Answer(NumberedReply.Of(new SubmitResult.Existing { Job = job })));
        var misfit = new SubmitResult.Invalid { Errors = [new FieldError { Field = "input", Message = "does not fit" }] };
        Assert.Equal((400, """{"status":"error","reason":"input does not fit"}"""), await Answer(NumberedReply.Of(misfit)));
        Assert.Equal((429, """{"status":"error","reason":"too many jobs are waiting"}"""), await Answer(NumberedReply.Of(new SubmitResult.QueueFull())));
        Assert.Equal(503, (await Answer(NumberedReply.Of(new SubmitResult.Unavailable()))).Status);
        Assert.Equal((503, """{"status":"error","reason":"shutting down"}"""), await Answer(NumberedReply.Draining));
    }

    private void Add(JobState state, Func<Job, Job>? change = null)
    {
        var job = Samples.Job(new Guid(Grains.Numbered.Count, 0, 0, new byte[8]), "counted", state) with { Number = Grains.Numbered.Count + 1 };
        Grains.Numbered.Add(change is null ? job : change(job));
    }

    private async Task<string> Text(string path, int status)
    {
        var response = await Get(path);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        return (await ReadJson(response, status)).GetRawText();
    }

    private async Task<(int Status, string Body)> Answer(NumberedReply reply)
    {
        var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body }, RequestServices = App.Services };
        await reply.ExecuteAsync(context);
        await context.Response.BodyWriter.FlushAsync();
        return (context.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }
}

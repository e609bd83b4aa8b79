using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>Debounced submits over real HTTP and a real file.</summary>
public sealed class DebounceTests(RunningService shared) : IClassFixture<RunningService>
{
    private ServiceProcess Service => shared.Service;

    [Fact]
    public async Task The_first_submit_is_202_and_those_that_it_becomes_are_200_with_its_address()
    {
        using var first = await Post("""{"kind": "noop", "debounce": {"key": "k", "for": "PT1H"}}""");
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        using var second = await Post("""{"kind": "noop", "priority": 4, "debounce": {"key": "k", "for": "PT2H"}}""");
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
        var job = await Service.Http.GetFromJsonAsync<JsonElement>(second.Headers.Location);
        Assert.Equal((4, "scheduled"), (job.GetProperty("priority").GetInt32(), job.GetProperty("state").GetString()));
        Assert.InRange(job.GetProperty("runAt").GetDateTimeOffset() - job.GetProperty("createdAt").GetDateTimeOffset(), TimeSpan.FromHours(2), TimeSpan.FromHours(3));

        using var batch = await Service.Http.PostAsJsonAsync("/jobs/batch", Enumerable.Repeat(new { kind = "noop", debounce = new Dictionary<string, string> { ["key"] = "b", ["for"] = "PT1H" } }, 5));
        var reply = await batch.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((1, 4), (reply.GetProperty("accepted").GetInt32(), reply.GetProperty("existing").GetInt32()));
    }

    [Fact]
    public async Task A_short_one_runs_with_the_last_input()
    {
        var job = "";
        foreach (var (words, pause) in new[] { ("a", "PT1H"), ("b", "PT1H"), ("c", "PT0.1S") })
            using (var answer = await Post($$$"""{"kind": "sleep", "input": {"duration": "PT0S"}, "tags": ["{{{words}}}"], "debounce": {"key": "run", "for": "{{{pause}}}"}}""")) job = answer.Headers.Location!.OriginalString;
        var ended = await Service.Http.GetFromJsonAsync<JsonElement>($"{job}?wait=30s");
        Assert.Equal(("succeeded", "c"), (ended.GetProperty("state").GetString(), ended.GetProperty("tags")[0].GetString()));
    }

    [Theory]
    [InlineData("""{"key": "", "for": "PT1S"}""", "debounce.key")]
    [InlineData("""{"key": "k", "for": "PT0S"}""", "debounce.for")]
    [InlineData("""{"key": "k", "for": "-PT1S"}""", "debounce.for")]
    [InlineData("""{"key": "k", "for": "P31D"}""", "debounce.for")]
    [InlineData("""{"key": "k", "for": "PT2S", "atMost": "PT1S"}""", "debounce.atMost")]
    [InlineData("""{"key": "k", "for": "PT2S", "atMost": "P366D"}""", "debounce.atMost")]
    [InlineData("""{"key": "k", "for": "PT2S", "keep": "middle"}""", "debounce.keep")]
    public async Task What_is_wrong_is_422_with_its_field(string debounce, string field) =>
        Assert.Equal([field], await Faults($$"""{"kind": "noop", "debounce": {{debounce}}}"""));

    [Fact]
    public async Task It_goes_with_no_other_time_no_idempotency_key_and_no_longer_key()
    {
        const string debounce = """ "tags": ["refused"], "debounce": {"key": "k", "for": "PT1S"} """;
        Assert.Equal(["debounce.key"], await Faults($$$"""{"kind": "noop", "tags": ["refused"], "debounce": {"key": "{{{new string('k', 256)}}}", "for": "PT1S"}}"""));
        Assert.Equal(["runAt"], await Faults($$"""{"kind": "noop", "runAt": "2026-01-01T00:00:00Z", {{debounce}}}"""));
        Assert.Equal(["delay"], await Faults($$"""{"kind": "noop", "delay": "PT1S", {{debounce}}}"""));
        Assert.Equal(["debounce"], await Faults($$"""{"kind": "noop", {{debounce}}}""", "order-1"));
        Assert.Empty((await Service.Http.GetFromJsonAsync<JsonElement>("/jobs?tag=refused")).GetProperty("jobs").EnumerateArray());
    }

    private async Task<List<string>> Faults(string body, string? key = null)
    {
        using var answer = await Post(body, key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name)];
    }

    private async Task<HttpResponseMessage> Post(string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/jobs") { Content = new StringContent(body, null, "application/json") };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await Service.Http.SendAsync(request);
    }
}

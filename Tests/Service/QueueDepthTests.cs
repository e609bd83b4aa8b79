using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Datasets;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>The depth of a queue over real HTTP and a real file.</summary>
public sealed class QueueDepthTests(RunningService shared) : IClassFixture<RunningService>
{
    private ServiceProcess Service => shared.Service;

    [Fact]
    public async Task Submits_beyond_the_depth_are_429_and_let_through_as_soon_as_it_is_raised()
    {
        await Put("""{"maxDepth": 2}""", HttpStatusCode.OK);
        Assert.Equal(2, (await Service.Http.GetFromJsonAsync<JsonElement>("/queues/q")).GetProperty("maxDepth").GetInt32());
        Assert.Equal([202, 202, 429], await Batch(3));
        using (var refused = await Submit())
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
            Assert.Equal("/problems/queue-full", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        }

        await Put("""{"maxDepth": 3}""", HttpStatusCode.OK);
        using (var taken = await Submit()) Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        Assert.Equal([429, 429], await Batch(2));
        await Put("{}", HttpStatusCode.OK);
        Assert.Equal([202, 202], await Batch(2));
        var queue = await Service.Http.GetFromJsonAsync<JsonElement>("/queues/q");
        Assert.False(queue.TryGetProperty("maxDepth", out _));
        Assert.Equal(5, queue.GetProperty("depth").GetProperty("scheduled").GetInt32());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("\"x\"")]
    [InlineData("1000000001")]
    [InlineData("10000000000")]
    public async Task A_depth_that_is_none_is_422(string depth)
    {
        var problem = await Put($$"""{"maxDepth": {{depth}}}""", HttpStatusCode.UnprocessableEntity);
        Assert.Equal("maxDepth", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Statistics_are_429_in_the_older_form_while_their_queue_is_full()
    {
        await Put("""{"paused": true, "maxDepth": 1}""", HttpStatusCode.OK, "datasets");
        const string Question = "Percent of adults aged 18 years and older who have obesity";
        var taken = await Ask(DatasetStatistic.StatesMean);
        Assert.Equal((HttpStatusCode.OK, """{"job_id":1}"""), taken);
        foreach (var statistic in DatasetStatistics.All)
            Assert.Equal((HttpStatusCode.TooManyRequests, """{"status":"error","reason":"too many jobs are waiting"}"""), await Ask(statistic));

        // Nothing was stored of them, nor a number used.
        await Put("""{"paused": true, "maxDepth": 2}""", HttpStatusCode.OK, "datasets");
        Assert.Equal((HttpStatusCode.OK, """{"job_id":2}"""), await Ask(DatasetStatistic.StateMean));

        async Task<(HttpStatusCode, string)> Ask(DatasetStatistic statistic)
        {
            using var answer = await Service.Http.PostAsJsonAsync(new Uri($"/api/{statistic.Name()}", UriKind.Relative), new { question = Question, state = "Ohio" });
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private async Task<JsonElement> Put(string settings, HttpStatusCode expected, string queue = "q")
    {
        using var body = new StringContent(settings, null, "application/json");
        using var answer = await Service.Http.PutAsync(new Uri($"/queues/{queue}", UriKind.Relative), body);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<HttpResponseMessage> Submit() => Service.Http.PostAsJsonAsync("/jobs", Job);

    private async Task<List<int>> Batch(int count)
    {
        using var answer = await Service.Http.PostAsJsonAsync("/jobs/batch", Enumerable.Repeat(Job, count));
        var items = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray();
        return [.. items.Select(item => item.GetProperty("status").GetInt32()).Order()];
    }

    private static readonly object Job = new { kind = "noop", queue = "q", delay = "PT1H" };
}

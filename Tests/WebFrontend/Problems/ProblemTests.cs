using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Problems;

public sealed class ProblemTests : WebService
{
    [Theory]
    [InlineData("/nothing")]
    [InlineData("/jobs/17/nothing")]
    [InlineData("/openapi/v2.json")]
    public async Task An_unknown_route_is_404(string path) => await ReadProblem(await Get(path), 404, "not-found");

    [Theory]
    [InlineData("DELETE", "/jobs", "GET, HEAD, POST")]
    [InlineData("PUT", "/jobs/17/cancel", "POST")]
    [InlineData("POST", "/animals", "GET, HEAD")]
    [InlineData("POST", "/healthz", "GET, HEAD")]
    public async Task A_wrong_method_is_405_with_allow(string method, string path, string allow)
    {
        var response = await Send(new HttpMethod(method), path, null);
        await ReadProblem(response, 405, "method-not-allowed");
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Every_type_explains_itself()
    {
        var explanation = await ReadJson(await Get("/problems/idempotency-key-reused"), 200);
        Assert.Equal("/problems/idempotency-key-reused", explanation.GetProperty("type").GetString());
        Assert.Equal(422, explanation.GetProperty("status").GetInt32());
        Assert.NotEqual("", explanation.GetProperty("explanation").GetString());
        await ReadProblem(await Get("/problems/none"), 404, "not-found");
    }

    [Fact]
    public async Task A_problem_has_the_callers_trace_id()
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref _) => System.Diagnostics.ActivitySamplingResult.PropagationData,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        var problem = await ReadProblem(await Get("/nothing", ("traceparent", $"00-{trace}-b7ad6b7169203331-01")), 404, "not-found");
        Assert.Equal(trace, problem.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task No_answer_names_the_server()
    {
        var response = await Get("/nothing");
        Assert.False(response.Headers.Contains("Server"));
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task The_instance_is_the_path_as_a_uri()
    {
        var response = await Get("/%22%3C%E2%82%AC?secret=1");
        var problem = await ReadProblem(response, 404, "not-found");
        Assert.Equal("/%22%3C%E2%82%AC", problem.GetProperty("instance").GetString());
        Assert.NotNull(response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("GET", "/jobs/a%2500?b=%2500", "/jobs/a%2500")]
    [InlineData("GET", "/nothing/%2541", "/nothing/%2541")]
    [InlineData("GET", "/nothing/%41%2f%7E", "/nothing/%41%2f%7E")]
    [InlineData("GET", "http://localhost/nothing/%2541", "/nothing/%2541")]
    [InlineData("DELETE", "http://localhost", "/")]
    public async Task The_instance_is_the_path_as_it_was_sent(string method, string target, string path)
    {
        var answer = await SendText($"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.Contains($"\"instance\":\"{path}\"", answer, StringComparison.Ordinal);
    }
}

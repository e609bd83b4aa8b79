using System.Net;
using System.Text;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Traffic;

/// <summary>What is counted under which path, over real HTTP.</summary>
public sealed class CountedEndpointTests : WebService
{
    [Theory]
    [InlineData("/api/one/", "/api/one/")]
    [InlineData("/api/one", "/api/one/")]
    [InlineData("/api/one/two/three?query=4#five", "/api/one/two/three/")]
    [InlineData("/api/one//b/", "/api/one//b/")]
    [InlineData("/api/caf%C3%A9%20au%2Flait", "/api/café au/lait/")]
    [InlineData("/api/%FF", "/api/\uFFFD/")]
    [InlineData("/api/a/%2e%2e/b%25", "/api/b%/")]
    public async Task A_request_is_answered_and_counted_under_its_decoded_path(string target, string counted)
    {
        var answer = await SendText($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain; charset=utf-8", answer, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", answer, StringComparison.Ordinal);
        Assert.EndsWith($"\r\n\r\nRequest {counted} finished", answer, StringComparison.Ordinal);
        Assert.Equal([(counted, 1L)], await Counted());
    }

    [Fact]
    public async Task A_HEAD_is_counted_and_answered_with_the_head_of_a_GET()
    {
        var response = await Send(HttpMethod.Head, "/api/one/", null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Request /api/one/ finished".Length, response.Content.Headers.ContentLength);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Equal([("/api/one/", 1L)], await Counted());
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_refused_and_not_counted(string method)
    {
        var response = await Send(new HttpMethod(method), "/api/one/", null);
        await ReadProblem(response, 405, "method-not-allowed");
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow.Order());
        Assert.Empty(await Counted());
    }

    [Fact]
    public async Task The_longest_path_has_2048_bytes_decoded_with_its_last_slash()
    {
        Assert.Equal(HttpStatusCode.OK, (await Get($"/api/{new string('a', 2_042)}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Get($"/api/{string.Concat(Enumerable.Repeat("%C3%A9", 1_021))}/")).StatusCode);
        await ReadProblem(await Get($"/api/{new string('a', 2_043)}"), 414, "uri-too-long");
        await ReadProblem(await Get($"/api/{string.Concat(Enumerable.Repeat("%C3%A9", 1_022))}/"), 414, "uri-too-long");
        Assert.Equal([2_048, 2_048], (await Counted()).Select(count => Encoding.UTF8.GetByteCount(count.Url)));
    }

    // NUL is the one character that the server itself refuses, and that no store could keep.
    [Theory]
    [InlineData("/api/a%00b")]
    [InlineData("/api/caf\u00E9")]
    public async Task A_target_that_breaks_HTTP_is_refused(string target)
    {
        var answer = await SendText($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Empty(await Counted());
    }

    [Fact]
    public async Task A_new_path_is_refused_while_there_is_no_room_for_it()
    {
        Grains.BeforeRecord = _ => throw new TimeoutException();
        var n = 0;
        while ((await Get($"/api/{n}/{new string('a', 2_000)}")).StatusCode == HttpStatusCode.OK) n++;
        Assert.InRange(n, 5, 20);
        var refused = await Get($"/api/{n}/{new string('a', 2_000)}");
        await ReadProblem(refused, 503, "unavailable");
        Assert.NotNull(refused.Headers.RetryAfter);

        await ReadProblem(await Get("/stats/"), 503, "unavailable");
        Grains.BeforeRecord = _ => Task.CompletedTask;
        Assert.Equal(n, (await Counted()).Count);
        Assert.Equal(HttpStatusCode.OK, (await Get($"/api/{n}/{new string('a', 2_000)}")).StatusCode);
    }

    protected override string[] Arguments => ["--Traffic:PendingMemory", "65536"];

    /// <summary>What has been handed to the store when the statistics are asked for.</summary>
    private async Task<List<(string Url, long Requests)>> Counted()
    {
        await ReadJson(await Get("/stats/"), 200);
        return [.. Grains.Flushes.SelectMany(flush => flush.Counts).Select(count => (count.Url, count.Requests))];
    }
}

using System.Net;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Requests;

/// <summary>HEAD is answered as GET, without a body.</summary>
public sealed class HeadTests : WebService
{
    [Theory]
    [InlineData("/healthz", 200)]
    [InlineData("/readyz", 200)]
    [InlineData("/jobs", 200)]
    [InlineData("/kinds", 200)]
    [InlineData("/queues/none", 404)]
    [InlineData("/animals", 200)]
    [InlineData("/admin/silos", 200)]
    [InlineData("/api/jobs", 200)]
    [InlineData("/api/one/", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/problems/not-found", 200)]
    [InlineData("/jobs/17/result", 404)]
    [InlineData("/nothing", 404)]
    public async Task It_has_the_status_and_headers_of_GET_and_no_body(string path, int status)
    {
        var (head, get) = (await Send(HttpMethod.Head, path, null), await Get(path));
        Assert.Equal((status, status), ((int)head.StatusCode, (int)get.StatusCode));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Headers.CacheControl, head.Headers.CacheControl);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task It_has_the_length_of_GET()
    {
        var answer = await SendText("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 15\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/jobs/17/cancel", "POST")]
    [InlineData("/api/token", "POST")]
    public async Task Where_there_is_no_GET_it_is_405(string path, string allow)
    {
        var response = await Send(HttpMethod.Head, path, null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal([allow], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/healthz", "GET, HEAD")]
    [InlineData("/api/jobs", "GET, HEAD")]
    [InlineData("/api/one/", "GET, HEAD")]
    [InlineData("/openapi/v1.json", "GET, HEAD")]
    public async Task Allow_names_it_beside_GET(string path, string allow)
    {
        var response = await Send(HttpMethod.Put, path, null);
        var problem = await ReadProblem(response, 405, "method-not-allowed");
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
        Assert.Equal($"Allowed here: {allow}.", problem.GetProperty("detail").GetString());
    }
}

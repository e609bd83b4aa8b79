using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Requests;

/// <summary>What a caller sends wrongly is no fault of the service: 400, and no error in its log.</summary>
public sealed class BrokenRequestTests : WebService
{
    private readonly FakeLoggerProvider _logs = new();

    protected override string[] Arguments => ["--Logging:LogLevel:Default", "Warning", "--Logging:LogLevel:Microsoft", "Warning"];

    protected override void Configure(WebApplicationBuilder builder) => builder.Logging.ClearProviders().AddProvider(_logs);

    [Theory]
    [InlineData("/jobs", "80000000\r\n")]
    [InlineData("/jobs/batch", "80000000\r\n")]
    [InlineData("/api", "80000000\r\n")]
    [InlineData("/jobs", "fffffffff\r\n")]
    [InlineData("/jobs", "xyz\r\n")]
    public async Task A_chunk_of_a_bad_size(string path, string chunk)
    {
        var answer = await SendText(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{chunk}");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("/problems/malformed-request", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(_logs.Collector.GetSnapshot(), line => line.Level >= LogLevel.Error);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/jobs")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/nothing")]
    public async Task A_host_that_is_bad_punycode(string path)
    {
        var answer = await SendText($"GET {path} HTTP/1.1\r\nHost: xn--localhost-\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("/problems/host-not-allowed", answer, StringComparison.Ordinal);
        Assert.Empty(_logs.Collector.GetSnapshot());
    }

    [Fact]
    public async Task An_origin_that_is_bad_punycode() =>
        await ReadProblem(await Get("/healthz", ("Origin", "http://xn--localhost-")), 403, "cross-site");
}

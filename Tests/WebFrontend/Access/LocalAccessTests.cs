using System.Net;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Access;

public sealed class LocalAccessTests : WebService
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:5000")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.1:80")]
    [InlineData("[::1]")]
    [InlineData("[::1]:5000")]
    public async Task A_loopback_host_is_answered(string host) =>
        Assert.Equal(HttpStatusCode.OK, (await Get("/healthz", ("Host", host))).StatusCode);

    [Theory]
    [InlineData("example.org")]
    [InlineData("example.org:5000")]
    [InlineData("localhost.example.org")]
    [InlineData("127.0.0.1.example.org")]
    [InlineData("128.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("[::2]")]
    [InlineData("10.0.0.1:5000")]
    public async Task Another_host_is_400(string host)
    {
        await ReadProblemOfHost(host, "/healthz");
        await ReadProblemOfHost(host, "/nothing");
    }

    [Fact]
    public async Task An_empty_host_is_400()
    {
        var answer = await SendText("GET /healthz HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/animals/tigers")]
    [InlineData("POST", "/jobs")]
    [InlineData("GET", "/healthz")]
    public async Task A_page_of_another_site_is_403(string method, string path)
    {
        var body = method == "POST" ? """{"kind":"sleep"}"""u8.ToArray() : null;
        await ReadProblem(await Send(new HttpMethod(method), path, body, ("Sec-Fetch-Site", "cross-site")), 403, "cross-site");
        await ReadProblem(await Send(new HttpMethod(method), path, body, ("Origin", "https://example.org")), 403, "cross-site");
        await ReadProblem(await Send(new HttpMethod(method), path, body, ("Origin", "null")), 403, "cross-site");
        foreach (var odd in new[] { "localhost.evil.example", "evil.example@localhost", "localhost\\@evil.example", "localhost#.evil.example", "localhost/.evil.example" })
            await ReadProblem(await Send(new HttpMethod(method), path, body, ("Origin", $"http://{odd}")), 403, "cross-site");
        Assert.Empty(Grains.Submitted);
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("same-origin", "http://localhost:5000")]
    [InlineData("same-site", "http://localhost:3000")]
    [InlineData("same-origin", "http://127.0.0.1:5000")]
    [InlineData("same-site", "http://[::1]:5000")]
    public async Task A_page_of_this_machine_is_answered(string site, string? origin)
    {
        (string, string)[] headers = origin is null ? [("Sec-Fetch-Site", site)] : [("Sec-Fetch-Site", site), ("Origin", origin)];
        await ReadJson(await Post("/jobs", """{"kind":"sleep"}""", headers), 202);
    }

    private async Task ReadProblemOfHost(string host, string path) =>
        await ReadProblem(await Get(path, ("Host", host)), 400, "host-not-allowed");
}

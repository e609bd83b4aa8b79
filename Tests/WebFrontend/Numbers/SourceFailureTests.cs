using OrleansJobs.Grains.Numbers;
using OrleansJobs.Tests.Grains.Numbers;
using OrleansJobs.Tests.Support;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Numbers;

/// <summary>GET /total over a real server which misbehaves as the source: a 502 that says how, and never a number.</summary>
public sealed class SourceFailureTests : WebService
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";

    [Theory]
    [InlineData("")]
    [InlineData(Head + "[1,2,")]
    public async Task A_source_that_hangs(string begun)
    {
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.Write(begun);
            await connection.Hang();
        });
        Assert.Equal("The numbers source was silent for 00:00:00.1000000.", await Refusal(server.Url, options => options.SourceTimeout = TimeSpan.FromMilliseconds(100)));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_source_that_answers_a_page()
    {
        await using var server = LoopbackServer.Answering("<!doctype html><title>Sign in</title>", "text/html");
        Assert.StartsWith("The numbers source did not answer a JSON array of whole numbers", await Refusal(server.Url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_announces_a_gigabyte()
    {
        await using var server = new LoopbackServer(connection => connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n["));
        Assert.Equal("The numbers source answered more than 268435456 bytes.", await Refusal(server.Url));
    }

    [Theory]
    [InlineData("1,", "The numbers source answered more than 1048576 bytes.")]
    [InlineData(" ", "The numbers source")]
    [InlineData("1", "The numbers source did not answer")]
    [InlineData("\"", "The numbers source did not answer")]
    public async Task A_source_that_sends_a_gigabyte_of_something_without_saying_so(string something, string detail)
    {
        var sent = 0L;
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.Write(Head + "[");
            for (var much = string.Concat(Enumerable.Repeat(something, 8_192)); sent < 1 << 30; sent += much.Length) await connection.Write(much);
        });
        Assert.StartsWith(detail, await Refusal(server.Url, options => options.SourceLimit = 1 << 20), StringComparison.Ordinal);
        Assert.InRange(Interlocked.Read(ref sent), 0, 100 << 20);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,2,")]
    public async Task A_source_that_resets_each_connection(string begun)
    {
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.Write(begun);
            connection.Reset();
        });
        Assert.StartsWith("The numbers source ", await Refusal(server.Url), StringComparison.Ordinal);
        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public async Task A_source_that_stops_in_the_middle_of_the_array()
    {
        await using var server = LoopbackServer.Answering("[1,2,3");
        Assert.StartsWith("The numbers source did not answer a JSON array", await Refusal(server.Url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_not_there()
    {
        var server = LoopbackServer.Answering("[]");
        var url = server.Url;
        await server.DisposeAsync();
        Assert.StartsWith("The numbers source cannot be reached", await Refusal(url), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404 Not Found", 1)]
    [InlineData("503 Service Unavailable", 3)]
    public async Task A_source_that_answers_an_error(string status, int attempts)
    {
        await using var server = new LoopbackServer(connection => connection.Write($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        Assert.Equal($"The numbers source answered status {status[..3]}.", await Refusal(server.Url));
        Assert.Equal(attempts, server.Connections);
    }

    [Fact]
    public async Task A_source_that_fails_first_and_then_does_its_work_is_not_noticed()
    {
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\n[1,2,");
            if (connection.Number < 3) connection.Reset();
            else await connection.Write("3]");
        });
        await using var totals = Use(server.Url);
        Assert.Equal("""{"total":6}""", (await ReadJson(await Get("/total"), 200)).GetRawText());
    }

    [Fact]
    public async Task Numbers_whose_sum_does_not_fit()
    {
        await using var server = LoopbackServer.Answering("[9223372036854775807,1]");
        await using var totals = Use(server.Url);
        await ReadProblem(await Get("/total"), 422, "sum-overflow");
    }

    private async Task<string> Refusal(string url, Action<NumbersOptions>? configure = null)
    {
        await using var totals = Use(url, configure);
        var problem = await ReadProblem(await Get("/total"), 502, "source-failed");
        return problem.GetProperty("detail").GetString()!;
    }

    private NumbersTotals Use(string url, Action<NumbersOptions>? configure = null)
    {
        var options = new NumbersOptions { SourceUrl = url, SourceRetryDelay = TimeSpan.FromMilliseconds(1) };
        configure?.Invoke(options);
        var totals = NumbersSamples.Totals(NumbersSamples.Http(options), options);
        Grains.OnTotal = totals.OfSource;
        return totals;
    }
}

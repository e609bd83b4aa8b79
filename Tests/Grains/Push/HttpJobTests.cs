using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Push;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Push;

/// <summary>Jobs of kind http, and servers that behave well and badly.</summary>
public sealed class HttpJobTests : IAsyncLifetime
{
    private readonly PushOptions _options = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await EngineHost.Start(configure: services => services.Configure<PushOptions>(options => options.Allow = ["127.0.0.1"]));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_request_is_made_as_asked_and_its_answer_is_the_result()
    {
        var request = "";
        await using var server = new LoopbackServer(connection =>
        {
            request = connection.Request;
            return connection.Write("HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nX-Other: 1\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhäll");
        });
        var job = await Run(_host, new { url = server.Url + "?q=1", headers = new { X = "y" }, body = new { a = 1.50m } });
        Assert.Equal(JobState.Succeeded, job.State);
        var result = job.Result!.Read<HttpResult>()!;
        Assert.Equal((201, "häll"), (result.Status, result.Body));
        Assert.Equal(["Content-Type"], result.Headers.Keys);
        Assert.StartsWith("POST /numbers?q=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nX: y\r\n", request, StringComparison.Ordinal);
        Assert.Contains($"\r\nIdempotency-Key: {job.Id}\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json\r\n", request, StringComparison.Ordinal);
    }

    /// <summary>Also while nobody records spans here.</summary>
    [Fact]
    public async Task The_receiver_learns_of_the_trace_that_the_job_was_submitted_in()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var request = "";
        await using var server = new LoopbackServer(connection =>
        {
            request = connection.Request;
            return connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
        await _host.Run(Spec(new { url = server.Url }, 1) with { TraceParent = $"00-{Trace}-b7ad6b7169203331-01" });
        Assert.Matches($"\r\ntraceparent: 00-{Trace}-(?!b7ad6b7169203331)[0-9a-f]{{16}}-01\r\n", request);
        await Run(_host, new { url = server.Url });
        Assert.DoesNotContain(Trace, request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task This_machine_is_not_reached_in_any_spelling()
    {
        await using var strict = await EngineHost.Start();
        await using var server = LoopbackServer.Answering("secret");
        string[] spellings =
        [
            "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0X7F.0.0.0x1", "017700000001", "0177.0.0.01", "127。0。0。1", "0.0.0.0", "0",
            "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "localhost", "LOCALHOST",
        ];
        foreach (var host in spellings)
        {
            var job = await RunAt(host);
            Assert.True(job.State == JobState.Failed, host);
            Assert.Contains("is private, local or reserved; Push:Allow can allow it.", job.Error!.Message, StringComparison.Ordinal);
        }

        // Whether these are names is for the resolver to say.
        foreach (var host in (string[])["127.0.0.1.", "localhost.", "①②⑦.⓪.⓪.①"]) Assert.Equal(JobState.Failed, (await RunAt(host)).State);
        Assert.Equal(0, server.Connections);

        Task<Job> RunAt(string host) => Run(strict, new { url = $"http://{host}:{new Uri(server.Url).Port}/" }, attempts: 1);
    }

    [Fact]
    public async Task A_redirect_is_looked_at_as_the_first_address_is()
    {
        await using var server = new LoopbackServer(connection => connection.Write(
            connection.Request.StartsWith("GET /to/", StringComparison.Ordinal)
                ? $"HTTP/1.1 302 Found\r\nLocation: http://{connection.Request["GET /to/".Length..].Split(' ')[0]}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"));
        var network = new FakeNetwork(new Uri(server.Url)).With("a.example", ["93.184.216.34"]).With("b.example", ["93.184.216.35"]).With("c.example", ["10.0.0.1"]);
        await using var host = await EngineHost.Start(configure: services => services.AddSingleton<IPushNetwork>(network));

        Assert.Equal(JobState.Succeeded, (await Run(host, new { url = "http://a.example/to/b.example" })).State);
        Assert.Equal(["93.184.216.34", "93.184.216.35"], network.Connected);
        foreach (var inside in (string[])["c.example", "169.254.169.254", "[::1]", "2130706433"])
        {
            var job = await Run(host, new { url = $"http://a.example/to/{inside}" });
            Assert.Equal((JobState.Failed, nameof(NonRetryableException), 1), (job.State, job.Error!.Type, job.Attempts.Length));
        }

        Assert.DoesNotContain(network.Connected, address => !address.StartsWith("93.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_redirects_than_are_allowed_are_not_followed()
    {
        await using var server = new LoopbackServer(connection => connection.Write("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        var job = await Run(_host, new { url = server.Url });
        Assert.Equal((JobState.Failed, "The receiver answered 302 (Found)."), (job.State, job.Error!.Message));
        Assert.Equal(_options.Redirects + 1, server.Connections);
        Assert.Equal(JobState.Succeeded, (await Run(_host, new { url = server.Url, expect = new[] { 302 } })).State);
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(404, 1)]
    [InlineData(410, 1)]
    [InlineData(408, 2)]
    [InlineData(425, 2)]
    [InlineData(429, 2)]
    [InlineData(500, 2)]
    [InlineData(503, 2)]
    public async Task What_may_pass_is_tried_again(int status, int attempts)
    {
        await using var server = new LoopbackServer(connection => connection.Write($"HTTP/1.1 {status} No\r\nContent-Length: 3\r\nConnection: close\r\n\r\nwhy"));
        var job = await Run(_host, new { url = server.Url }, attempts: 2);
        Assert.Equal((JobState.Failed, attempts), (job.State, job.Attempts.Length));
        Assert.EndsWith(": why", job.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(attempts, server.Connections);
    }

    [Fact]
    public async Task The_next_attempt_is_not_before_the_time_that_the_receiver_names()
    {
        await using var server = new LoopbackServer(connection => connection.Write("HTTP/1.1 503 No\r\nRetry-After: 3600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        var id = (await _host.Submit(Spec(new { url = server.Url }, 5))).Id;
        Job job;
        do job = (await _host.Grains.GetGrain<IJobGrain>(id).WaitForEnd(TimeSpan.FromMilliseconds(10)))!;
        while (job is { State: not JobState.Scheduled, HasEnded: false });
        Assert.InRange(job.RunAt - job.Attempts[0].EndedAt!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
        Assert.Equal(nameof(RetryLaterException), job.Error!.Type);
    }

    [Fact]
    public async Task Of_an_endless_answer_the_beginning_is_kept()
    {
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.Write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
            while (true) await connection.Write("0123456789");
        });
        var job = await Run(_host, new { url = server.Url });
        var result = job.Result!.Read<HttpResult>()!;
        Assert.Equal((true, _options.MaxResponse), (result.Cut, result.Body!.Length));
    }

    [Fact]
    public async Task An_answer_that_is_no_text_is_in_base64()
    {
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n");
            await connection.Socket.SendAsync((byte[])[0xFF, 0xFE]);
        });
        var result = (await Run(_host, new { url = server.Url })).Result!.Read<HttpResult>()!;
        Assert.Equal((null, "//4="), (result.Body, result.BodyBase64));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12")]
    public async Task A_receiver_that_says_nothing_more_runs_into_the_timeout(string beginning)
    {
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.Write(beginning);
            await connection.Hang();
        });
        var job = await Run(_host, new { url = server.Url, timeout = "PT0.2S" }, attempts: 1);
        Assert.Equal((JobState.Failed, nameof(TimeoutException)), (job.State, job.Error!.Type));
    }

    [Fact]
    public async Task A_longer_timeout_than_is_allowed_is_refused()
    {
        var job = await Run(_host, new { url = "http://127.0.0.1:1/", timeout = "P1D" });
        Assert.Equal((JobState.Failed, 1), (job.State, job.Attempts.Length));
        Assert.Contains("Push:LongestTimeout", job.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again()
    {
        await using var server = new LoopbackServer(connection =>
        {
            if (connection.Number > 1) return connection.Write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
            connection.Reset();
            return Task.CompletedTask;
        });
        var job = await Run(_host, new { url = server.Url });
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal(204, job.Result!.Read<HttpResult>()!.Status);
    }

    private static Task<Job> Run(EngineHost host, object input, int attempts = 3) => host.Run(Spec(input, attempts));

    private static JobSpec Spec(object input, int attempts) => new()
    {
        Kind = "http",
        Input = Json.From(JsonSerializer.SerializeToUtf8Bytes(input)),
        Retry = new RetryRule { MaxAttempts = attempts, InitialDelay = TimeSpan.FromMilliseconds(1) },
    };
}

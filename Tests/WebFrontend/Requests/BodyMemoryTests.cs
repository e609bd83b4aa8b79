using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.Datasets;
using OrleansJobs.WebFrontend.Requests;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Requests;

/// <summary>All bodies together have a limit.</summary>
public sealed class BodyMemoryTests : WebService
{
    private const int Room = 300_000;
    private const int Large = 200_000 + BodyMemory.Free;

    protected override string[] Arguments =>
    [
        "--Limits:BodiesInFlight", $"{Room}", "--Limits:BatchBody", $"{Room}", "--Limits:RequestBody", $"{Room}", "--Datasets:Question", $"{Room}",
    ];

    [Theory]
    [InlineData("/jobs/batch")]
    [InlineData("/jobs")]
    [InlineData("/movies")]
    public async Task A_large_body_beside_another_is_refused_for_the_time_being(string path)
    {
        using var other = new TcpClient();
        await other.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        await other.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /jobs/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Large}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"));
        // The server asks for the body when it has made room for it.
        var asked = new byte["HTTP/1.1 100 Continue\r\n\r\n".Length];
        await other.GetStream().ReadExactlyAsync(asked);
        Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(asked), StringComparison.Ordinal);

        var refused = await Post(path, new string(' ', Large));
        await ReadProblem(refused, 503, "too-many-bodies");
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        await ReadJson(await Post("/jobs", """{"kind":"small"}"""), 202);
        await ReadJson(await Post("/jobs/batch", $"[{new string(' ', BodyMemory.Free)}]"), 200);

        await other.GetStream().WriteAsync(Encoding.UTF8.GetBytes(new string(' ', Large - 2) + "[]"));
        using var answer = new StreamReader(other.GetStream());
        Assert.StartsWith("HTTP/1.1 200", await answer.ReadToEndAsync(), StringComparison.Ordinal);
        await ReadProblem(await Post(path, new string(' ', Large)), 400, "malformed-json");
    }

    [Fact]
    public async Task Whatever_becomes_of_a_body_its_room_is_given_back()
    {
        for (var times = 0; times < 3; times++)
        {
            await ReadProblem(await Post("/jobs/batch", new string('x', Large)), 400, "malformed-json");
            await ReadProblem(await Post("/jobs", new string('x', Room + 1)), 413, "body-too-large");
            await ReadProblem(await Client.PostAsync("/jobs", ContentCodingTests.Compressed(new string(' ', Room + 1), "gzip")), 413, "body-too-large");
            var cut = await SendText(
                $"POST /jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{Large:x}\r\n{new string(' ', Large)}\r\nno length\r\n");
            Assert.StartsWith("HTTP/1.1 400", cut, StringComparison.Ordinal);
        }

        await ReadJson(await Post("/jobs/batch", $"[{new string(' ', Room - 2)}]"), 200);
    }

    [Theory]
    [InlineData(1_000, 2_000, 50_000, 100_000)]
    [InlineData(1_000, 50_000, 2_000, 100_000)]
    [InlineData(1_000, 2_000, 3_000, 50_000)]
    [InlineData(50_000, 2_000, 3_000, 4_000)]
    public void There_is_always_room_for_one(int room, int body, int batch, int question)
    {
        var memory = new BodyMemory(
            Options.Create(new RequestLimitOptions { BodiesInFlight = room, RequestBody = body, BatchBody = batch }),
            Options.Create(new DatasetRequestOptions { Question = question }));
        var most = Math.Max(Math.Max(room, body), Math.Max(batch, question));
        var (first, second) = (0L, 0L);
        Assert.True(memory.TryGrow(ref first, BodyMemory.Free + 1));
        Assert.True(memory.TryGrow(ref first, BodyMemory.Free + most));
        Assert.True(memory.TryGrow(ref second, BodyMemory.Free));
        Assert.False(memory.TryGrow(ref second, BodyMemory.Free + 1));
        memory.Release(first);
        Assert.True(memory.TryGrow(ref second, BodyMemory.Free + most));
        Assert.Equal((most, most), (first, second));
    }
}

using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>SIGTERM while clients are slow, or jobs run on. What runs is interrupted, and not taken for crashed when the process is killed later.</summary>
public sealed class StopTests : IDisposable
{
    // So long do container engines wait between SIGTERM and SIGKILL.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TempDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("POST /jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Ty")]
    [InlineData("POST /jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"kind\":")]
    [InlineData("POST /jobs/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"kin")]
    public async Task A_client_that_does_not_finish_its_request_holds_up_no_stop(string begun)
    {
        Uri? job;
        await using (var first = await ServiceProcess.Start(_data.Path))
        {
            job = await Sleep(first);
            using var client = new TcpClient();
            await client.ConnectAsync(first.Http.BaseAddress!.Host, first.Http.BaseAddress.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(begun));
            Assert.Equal(0, await first.Stop().WaitAsync(Patience));
        }

        await WasInterrupted(job);
    }

    [Fact]
    public async Task A_second_signal_ends_the_grace_time_of_what_runs()
    {
        Uri? job;
        await using (var first = await ServiceProcess.Start(_data.Path, "--Attempts:StopGrace=01:00:00"))
        {
            job = await Sleep(first);
            await first.Terminate();
            await first.WhenPrinted("No attempt starts here any more; 1 run");
            Assert.Equal(0, await first.Stop().WaitAsync(Patience));
        }

        await WasInterrupted(job);
    }

    private static async Task<Uri?> Sleep(ServiceProcess service)
    {
        using var answer = await service.Http.PostAsJsonAsync("/jobs", new { kind = "sleep", input = new { duration = "PT60S" } });
        return answer.Headers.Location;
    }

    private async Task WasInterrupted(Uri? job)
    {
        await using var next = await ServiceProcess.Start(_data.Path);
        var attempts = (await next.Http.GetFromJsonAsync<JsonElement>(job)).GetProperty("attempts").EnumerateArray();
        Assert.Equal("interrupted", attempts.First().GetProperty("outcome").GetString());
    }
}

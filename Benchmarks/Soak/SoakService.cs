using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace OrleansJobs.Benchmarks.Soak;

/// <summary>The service as a child process: started, killed, asked.</summary>
internal sealed class SoakService : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client;

    private SoakService(Process process, Uri url)
    {
        _process = process;
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 }) { BaseAddress = url };
    }

    /// <summary>Memory of the process that is in RAM, in MB.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Starts the service and waits until it is ready.</summary>
    public static async Task<SoakService> Start(string program, string data, Uri url)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, $"--urls={url}", $"--Storage:DataDirectory={data}", "--Logging:LogLevel:Default=Error"]))!;
        var service = new SoakService(process, url);
        while (!await service.IsReady())
        {
            if (process.HasExited) throw new InvalidOperationException($"The service ended with exit code {process.ExitCode}.");
            await Task.Delay(5);
        }

        return service;
    }

    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks for an orderly stop and answers the exit code.</summary>
    public async Task<int> Stop()
    {
        using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])) await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Submits; answers the job's id and whether it is new, or null if the service is gone.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<(Guid Id, bool IsNew)?> Submit(SoakJob job)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/jobs") { Content = new ByteArrayContent(job.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (job.Key is { } key) request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await _client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"A submit was answered with {response.StatusCode}: {text}");
            using var answer = JsonDocument.Parse(text);
            return (answer.RootElement.GetProperty("id").GetGuid(), response.StatusCode == HttpStatusCode.Accepted);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>Cancels; whether it was answered tells nothing of whether it was done.</summary>
    public async Task Cancel(Guid id)
    {
        try
        {
            using var response = await _client.PostAsync(new Uri($"/jobs/{id}/cancel", UriKind.Relative), null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // Killed meanwhile.
        }
    }

    /// <summary>The job when it has ended; null if there is none.</summary>
    public async Task<JsonElement?> End(Guid id)
    {
        while (true)
        {
            using var response = await _client.GetAsync(new Uri($"/jobs/{id}?wait=60s", UriKind.Relative));
            if (response.StatusCode == HttpStatusCode.NotFound) return null;
            using var job = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
            if (job.RootElement.TryGetProperty("endedAt", out var ended) && ended.ValueKind != JsonValueKind.Null) return job.RootElement.Clone();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var response = await _client.GetAsync(new Uri("/readyz", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

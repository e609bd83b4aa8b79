using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansJobs.Benchmarks.Soak;

/// <summary>What the soak asks the service for. The service may die meanwhile, and refuse for a while.</summary>
internal sealed class SoakClient : IDisposable
{
    private readonly HttpClient _client;

    public SoakClient(Uri url) => _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 }) { BaseAddress = url };

    /// <summary>Lets one job run at a time in each lane of the queue.</summary>
    public async Task MakeLanesSerial(string queue)
    {
        using var response = await _client.PutAsJsonAsync(new Uri($"/queues/{queue}", UriKind.Relative), new { lanes = new { concurrency = 1 } });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Submits; answers the job's id and whether it is new, or null if the service is gone or answers 503.</summary>
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
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable) return null;
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

    /// <summary>Whether the process takes work.</summary>
    public async Task<bool> IsReady()
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

    public void Dispose() => _client.Dispose();
}

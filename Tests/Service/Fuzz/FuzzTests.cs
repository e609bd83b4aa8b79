using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service.Fuzz;

/// <summary>
/// The whole service against odd requests to all of its routes. By hand with more of them, and others:
/// ORLEANSJOBS_FUZZ_REQUESTS=100000 ORLEANSJOBS_FUZZ_SEED=7.
/// </summary>
public sealed partial class FuzzTests : RunningService
{
    private const int Lines = 8;

    /// <summary>What no error tells, and no request has.</summary>
    private static readonly string[] Inside = ["   at ", "Exception", ".cs:line", "SQLITE", "Npgsql", "StackTrace", "orleansjobs.db"];

    [Fact]
    public async Task Odd_requests_are_refused_with_a_reason_and_harm_nobody()
    {
        var (requests, seed) = (Setting("ORLEANSJOBS_FUZZ_REQUESTS", 2_000), Setting("ORLEANSJOBS_FUZZ_SEED", 1));
        var document = JsonNode.Parse(await Service.Http.GetStringAsync("/openapi/v1.json"))!;
        var faults = (await Task.WhenAll(Enumerable.Range(0, Lines).Select(line => Send(document.DeepClone(), requests / Lines, (seed * 1_000) + line)))).SelectMany(found => found).ToList();
        Assert.True(faults.Count == 0, string.Join("\n\n", faults.Take(10)));

        Assert.Equal(HttpStatusCode.OK, (await Service.Http.GetAsync("/readyz")).StatusCode);
        var job = await Service.Http.PostAsync("/jobs", new StringContent("""{"kind":"noop","queue":"after-all"}""", null, "application/json"));
        Assert.Equal("succeeded", JsonNode.Parse(await Service.Http.GetStringAsync($"{job.Headers.Location}?wait=30s"))!["state"]!.GetValue<string>());
        Assert.DoesNotContain(Service.Output.Split(Environment.NewLine), line => line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal));
    }

    private async Task<List<string>> Send(JsonNode document, int count, int seed)
    {
        var faults = new List<string>();
        var requests = new OddRequests(document, new OddValues(seed));
        for (var number = 0; number < count; number++)
        {
            using var request = requests.Next();
            request.RequestUri = new Uri(Service.Http.BaseAddress!, request.RequestUri!);
            var told = $"seed {seed}, request {number}: {request.Method} {Short(request.RequestUri.PathAndQuery)} {(request.Content is { } body ? Short(await body.ReadAsStringAsync()) : "")}";
            try
            {
                using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
                using var response = await Service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
                var text = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync(timeout.Token);
                if (Fault(request, response, text) is { } fault) faults.Add($"{told}\n{(int)response.StatusCode} {response.Content.Headers.ContentType} {Short(text)}: {fault}");
                if (IdOf(text) is { } id) requests.Ids.Add(id);
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                faults.Add($"{told}\n{error.Message}");
            }
        }

        return faults;
    }

    private static string? Fault(HttpRequestMessage request, HttpResponseMessage response, string text)
    {
        var status = (int)response.StatusCode;
        if (status >= 500 && status != 503) return "a fault of the service";
        if (status < 400 || request.Method == HttpMethod.Head) return null;
        if (Inside.FirstOrDefault(word => text.Contains(word, StringComparison.Ordinal)) is { } inside) return $"it tells of the inside: {inside}";
        // Routes of older services have their own form of errors, which is JSON too.
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type == "application/problem+json") return text.Contains("\"/problems/", StringComparison.Ordinal) ? null : "a problem without a type";
        return $"{request.RequestUri!.AbsolutePath}/".StartsWith("/api/", StringComparison.Ordinal) && type == "application/json" && text.Length > 2 ? null : "an error without a reason";
    }

    private static string? IdOf(string text) => JobId().Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    private static string Short(string text) => text.Length <= 300 ? text : text[..300] + "...";

    private static int Setting(string name, int standard) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : standard;

    [GeneratedRegex("\"id\": ?\"([0-9a-f-]{36})\"")]
    private static partial Regex JobId();
}

using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansJobs.Tests.Support;
using Xunit;
using Xunit.Sdk;

namespace OrleansJobs.Tests.Service;

/// <summary>Runs the examples of pages in docs/, in order, against one service: each is answered as the page says.</summary>
public sealed class ApiExampleTests(ApiExampleTests.ExampleService running) : IClassFixture<ApiExampleTests.ExampleService>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("queues.md")]
    [InlineData("schedules.md")]
    [InlineData("workflows.md")]
    [InlineData("workers.md")]
    [InlineData("push.md")]
    [InlineData("movies.md")]
    [InlineData("numbers.md")]
    [InlineData("traffic.md")]
    [InlineData("datasets.md")]
    public Task Every_example_is_answered_as_shown(string page) => Run(page, running.Service);

    [Theory]
    [InlineData("api.md")]
    [InlineData("numbered-jobs.md")]
    public async Task Every_example_that_counts_from_nothing_is_answered_as_shown(string page)
    {
        using var data = new TempDirectory();
        await using var service = await ServiceProcess.Start(data.Path);
        await Run(page, service);
    }

    private static async Task Run(string page, ServiceProcess service)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", page));
        var examples = Regex.Matches(text, "```sh\n(?<curl>[^`]*)\n```\n\n```(?<form>json|text|events) (?<status>\\d+)(?<soon> soon)?\n(?<answer>[^`]*)```");
        Assert.Equal(Regex.Count(text, "```sh"), examples.Count);
        var (id, token) = ("", "");
        foreach (Match example in examples)
        {
            var curl = example.Groups["curl"].Value.Replace("$ID", id, StringComparison.Ordinal).Replace("$TOKEN", token, StringComparison.Ordinal);
            var shown = example.Groups["answer"].Value.Replace("$ID", id, StringComparison.Ordinal);
            var body = await AnswerAsShown(service, curl, int.Parse(example.Groups["status"].Value, null), example.Groups["form"].Value, shown, example.Groups["soon"].Success);
            if (Regex.Match(body, "\"token\":\"([^\"]+)\"") is { Success: true } leased) token = leased.Groups[1].Value;
            if (body.StartsWith('{') && JsonElement.Parse(body).TryGetProperty("id", out var job)) id = job.GetString()!;
        }
    }

    /// <summary>The answer, which must be as shown: at once, or where the page says "soon", when what it reads of has happened.</summary>
    private static async Task<string> AnswerAsShown(ServiceProcess service, string curl, int status, string form, string shown, bool soon)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Pause.BetweenLooks())
        {
            using var request = Request(curl, service.Http.BaseAddress!);
            using var response = await service.Http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            try
            {
                Assert.True((int)response.StatusCode == status, $"{curl}\n{(int)response.StatusCode} {body}");
                if (body.Length > 0) AssertIs(form, shown, body, curl);
                return body;
            }
            catch (XunitException) when (soon && Stopwatch.GetElapsedTime(began) < LongestWait)
            {
                // Not yet.
            }
        }
    }

    private static void AssertIs(string form, string shown, string body, string where)
    {
        switch (form)
        {
            case "events":
                AssertTells(shown, body, where);
                break;
            case "text":
                Assert.Equal(shown.TrimEnd(), body);
                break;
            default:
                AssertHas(JsonElement.Parse(shown), JsonElement.Parse(body), where);
                break;
        }
    }

    /// <summary>The service, with what the examples of push.md need.</summary>
    public sealed class ExampleService : RunningService
    {
        protected override string[] Settings => ["--Push:Allow:0", "127.0.0.1", "--Push:Secrets:0", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"];
    }

    /// <summary>The events that are shown are all that come, in order, with ids, and have what is shown of them.</summary>
    private static void AssertTells(string shown, string answer, string where)
    {
        var (wanted, told) = (Events(shown), Events(answer));
        Assert.Equal(wanted.Select(one => (one.EventType, one.EventId is null)), told.Select(one => (one.EventType, one.EventId is null)));
        foreach (var (one, other) in wanted.Zip(told))
        {
            using var expected = JsonDocument.Parse(one.Data);
            using var actual = JsonDocument.Parse(other.Data);
            AssertHas(expected.RootElement, actual.RootElement, where);
        }
    }

    private static List<SseItem<string>> Events(string text) =>
        [.. SseParser.Create(new MemoryStream(Encoding.UTF8.GetBytes(text + "\n"))).Enumerate()];

    private static HttpRequestMessage Request(string curl, Uri service)
    {
        var address = new Uri(Regex.Match(curl, @"http://127\.0\.0\.1:5000([^\s']+)").Groups[1].Value, UriKind.Relative);
        var body = Regex.Match(curl, "(?:-d|--data-binary) '([^']*)'");
        var method = Regex.Match(curl, "-X (\\w+)");
        var request = new HttpRequestMessage(new HttpMethod(method.Success ? method.Groups[1].Value : body.Success ? "POST" : "GET"), address);
        if (body.Success)
        {
            // A job that makes requests makes them of the service itself.
            var sent = body.Groups[1].Value.Replace("http://127.0.0.1:5000", service.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(sent));
        }

        foreach (Match header in Regex.Matches(curl, "-H '([^:]*): ([^']*)'"))
        {
            var (name, value) = (header.Groups[1].Value, header.Groups[2].Value);
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>What is shown is there: members of objects, items of arrays, and the kinds of their values.</summary>
    private static void AssertHas(JsonElement shown, JsonElement answer, string where)
    {
        Assert.True(shown.ValueKind == answer.ValueKind, $"{where}: {answer} instead of {shown}");
        if (shown.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in shown.EnumerateObject())
            {
                Assert.True(answer.TryGetProperty(member.Name, out var value), $"{where}: {member.Name} is missing in {answer}");
                AssertHas(member.Value, value, where);
            }
        }
        else if (shown.ValueKind == JsonValueKind.Array)
        {
            Assert.True(answer.GetArrayLength() >= shown.GetArrayLength(), $"{where}: {answer} is too short");
            foreach (var (item, value) in shown.EnumerateArray().Zip(answer.EnumerateArray())) AssertHas(item, value, where);
        }
        else if (shown.ValueKind == JsonValueKind.Number)
        {
            Assert.Equal(shown.GetRawText(), answer.GetRawText());
        }
    }
}

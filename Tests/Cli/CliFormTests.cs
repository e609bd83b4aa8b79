using OrleansJobs.Cli;
using OrleansJobs.Tests.Client;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Cli;

/// <summary>What the command line sends, and what it prints of what it is answered.</summary>
public sealed class CliFormTests : IDisposable
{
    private const string Id = "0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11";

    private readonly FakeServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task What_a_newer_service_says_more_is_in_the_JSON()
    {
        _server.Answers(200, FakeServer.JobJson.Replace("\"queued\"", "\"hibernating\", \"mood\": {\n\"deep\": [1.50]}", StringComparison.Ordinal));
        var job = Assert.Single((await Run("show", Id, "--json")).Is(ExitCode.Ok).Json);
        Assert.Equal("[1.50]", job.GetProperty("mood").GetProperty("deep").GetRawText());
        Assert.Equal("hibernating", job.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Hostile_texts_do_nothing_to_a_terminal()
    {
        const string Hostile = """{"id":"0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11","kind":"\u001b[2J","queue":"[red]q[/]","state":"failed","tags":["a\r\nb","\u202ex"],"attempts":[],"error":{"type":"[bold","message":"\u009b1m"}}""";
        _server.Answers(200, Hostile).Answers(200, Hostile).Answers(200, $$"""{"jobs":[{{Hostile}}]}""");
        foreach (var run in new[] { await Run("show", Id), await Run("show", Id, "--json"), await Run("list") })
        {
            run.Is(ExitCode.Ok);
            Assert.DoesNotContain(run.Output, character => char.IsControl(character) && character != '\n');
            Assert.DoesNotContain('\u202e', run.Output);
            Assert.Contains("[red]q[/]", run.Output, StringComparison.Ordinal);
        }

        _server.Answers(422, """{"title":"\u001b]0;x\u0007","status":422,"errors":{"a":["\u001bc"]}}""", "application/problem+json");
        Assert.Equal("\\u001b]0;x\\u0007 (422)\n  a \\u001bc\n", (await Run("show", Id)).Is(ExitCode.Refused).Error);
    }

    [Fact]
    public async Task What_is_refused_is_told_with_its_fields_on_the_error_stream()
    {
        _server.Answers(422, """{"type":"/problems/invalid-request","title":"The request is not valid","status":422,"detail":"Look.","errors":{"input":["is odd","is long"]}}""", "application/problem+json");
        var run = (await Run("submit", "noop", "--json")).Is(ExitCode.Refused);
        Assert.Equal(("", "The request is not valid (422): Look.\n  input is odd\n  input is long\n"), (run.Output, run.Error));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_told_soon()
    {
        _server.Loses().Loses().Loses();
        Assert.Contains("was not answered", (await _server.Finish(Run("list"))).Is(ExitCode.Unreachable).Error, StringComparison.Ordinal);
        _server.Loses();
        Assert.Contains("does not answer", (await Run("doctor")).Is(ExitCode.Unreachable).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list --limit 0", "--limit must be at least 1.")]
    [InlineData("list --state sleepy", "--state must be one of scheduled, queued, running, succeeded, failed, cancelled, waiting, not \"sleepy\".")]
    [InlineData("show 7", "\"7\" is no id.")]
    [InlineData("submit noop --delay soon", "--delay must be a duration such as 30s or PT90S, not \"soon\".")]
    [InlineData("submit noop --input {", "--input is not JSON")]
    [InlineData("submit noop --input @/no/such/file", "--input: Could not find")]
    [InlineData("queues set q --settings {\"concurrency\":\"x\"}", "--settings: ")]
    [InlineData("queues set q --concurrency many", "--concurrency must be a number, or \"none\", not \"many\".")]
    [InlineData("queues show ..", "is no name")]
    [InlineData("list --url ftp://x", "\"ftp://x\" is no http or https address.")]
    [InlineData("doctor --kill-test", "needs --service")]
    [InlineData("doctor --kill-test --service /no/such/file", "There is no file")]
    [InlineData("", "Required command was not provided.")]
    public async Task A_wrong_command_line_sends_nothing(string args, string error)
    {
        var run = (await Run(args.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Is(ExitCode.Usage);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Inputs_come_from_files_and_from_the_standard_input()
    {
        using var directory = new TempDirectory();
        var file = Path.Combine(directory.Path, "input.json");
        await File.WriteAllTextAsync(file, """{"from": "file"}""");
        for (var answer = 0; answer < 3; answer++) _server.Answers(202, FakeServer.JobJson);
        await Run("submit", "noop", "--input", "@" + file, "--delay", "PT90S", "--tag", "a");
        await CliRun.Of(Terminal with { Typed = """{"from": "stdin"}""" }, "submit", "noop", "--input", "-", "--key", "k", "--run-at", "2026-01-31T12:00:00+02:00");
        await Run("submit", "noop", "--after", Id, "--after", Id, "--cost", "2", "--expires-at", "2026-01-31");
        Assert.Equal(
            [
                """{"kind":"noop","input":{"from":"file"},"delay":"PT1M30S","tags":["a"]}""",
                """{"kind":"noop","input":{"from":"stdin"},"runAt":"2026-01-31T12:00:00+02:00"}""",
                $$"""{"kind":"noop","expiresAt":"2026-01-31T00:00:00+00:00","cost":2,"after":["{{Id}}","{{Id}}"]}""",
            ],
            _server.Requests.Select(request => request.Body));
        Assert.Equal("k", _server.Requests[1].Key);
    }

    [Fact]
    public async Task Filters_reach_lists_and_actions_alike()
    {
        string[] filter = ["--state", "failed", "--kind", "k", "--lane", "l", "--created-from", "2026-01-31T12:00:00Z", "-q", "x"];
        _server.Answers(200, """{"jobs":[]}""").Answers(200, """{"count":3,"estimated":true}""");
        (await Run(["list", .. filter])).Is(ExitCode.Ok);
        Assert.Equal("3 jobs or more match", (await Run(["act", "retry", .. filter, "--dry-run"])).Is(ExitCode.Ok).Output.Trim());
        Assert.Equal("/base/jobs?state=failed&kind=k&lane=l&createdFrom=2026-01-31T12%3A00%3A00.0000000%2B00%3A00&q=x&limit=50", _server.Requests[0].Path);
        Assert.Equal(
            """{"action":"cancel","filter":{"state":"failed","kind":"k","lane":"l","createdFrom":"2026-01-31T12:00:00.0000000\u002B00:00","q":"x"},"dryRun":true}""",
            _server.Requests[1].Body);
    }

    private Terminal Terminal => new() { Url = "http://jobs.test/base", Network = _server, Time = _server.Clock };

    private Task<CliRun> Run(params string[] args) => CliRun.Of(Terminal, args);
}

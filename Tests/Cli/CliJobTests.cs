using OrleansJobs.Cli;
using OrleansJobs.Tests.Client;
using Xunit;

namespace OrleansJobs.Tests.Cli;

/// <summary>Commands about jobs, against the service.</summary>
[Collection(nameof(ClientService))]
public sealed class CliJobTests(ClientService service)
{
    [Fact]
    public async Task A_job_is_submitted_found_and_read()
    {
        var tag = ClientService.NewName();
        var id = await Submit("sleep", "--input", """{"duration":"PT0.05S"}""", "--tag", tag, "--tag", "b", "--priority", "-5", "--max-attempts", "2");
        Assert.Equal("null", (await Run("result", id, "--timeout", "1m")).Is(ExitCode.Ok).Output.Trim());

        var shown = Assert.Single((await Run("show", id, "--json")).Is(ExitCode.Ok).Json);
        Assert.Equal((-5, 2), (shown.GetProperty("priority").GetInt32(), shown.GetProperty("retry").GetProperty("maxAttempts").GetInt32()));
        Assert.Contains($"{tag}, b", (await Run("show", id)).Is(ExitCode.Ok).Output, StringComparison.Ordinal);
        Assert.Equal(id, Assert.Single((await Run("list", "--tag", tag, "--state", "succeeded", "--json")).Is(ExitCode.Ok).Json).GetProperty("id").GetString());
        Assert.Contains(id, (await Run("list", "--tag", tag)).Is(ExitCode.Ok).Lines[1], StringComparison.Ordinal);
        Assert.Contains("ended", (await Run("explain", id)).Is(ExitCode.Ok).Output, StringComparison.Ordinal);
        Assert.Empty((await Run("steps", id, "--json")).Is(ExitCode.Ok).Output);
        Assert.Empty((await Run("deliveries", id, "--json")).Is(ExitCode.Ok).Output);
        Assert.Equal($"{id} deleted", (await Run("delete", id)).Is(ExitCode.Ok).Lines.Single());
    }

    [Fact]
    public async Task A_list_has_as_many_as_were_asked_for_over_pages()
    {
        var queue = ClientService.NewName();
        using var client = service.NewClient();
        await client.Jobs.SubmitMany(Enumerable.Range(0, 503).Select(_ => new OrleansJobs.Client.JobSpec("noop") { Queue = queue }));
        Assert.Equal(50, (await Run("list", "--queue", queue, "--json")).Json.Count);
        var all = (await Run("list", "--queue", queue, "--all", "--json")).Is(ExitCode.Ok).Json;
        Assert.Equal(503, all.Select(job => job.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(3 + 1, (await Run("list", "--queue", queue, "--limit", "3")).Lines.Length);
    }

    [Fact]
    public async Task The_exit_code_says_how_a_job_ended()
    {
        Assert.EndsWith("null", (await Run("submit", "noop", "--wait")).Is(ExitCode.Ok).Output.TrimEnd(), StringComparison.Ordinal);
        var failed = (await Run("submit", "fail", "--max-attempts", "1", "--wait", "--json")).Is(ExitCode.JobFailed);
        Assert.Equal("failed", Assert.Single(failed.Json).GetProperty("state").GetString());
        (await Run("submit", "noop", "--delay", "1h", "--wait", "--timeout", "50ms")).Is(ExitCode.TimedOut);
        (await Run("submit", "noop", "--delay", "1h", "--wait", "--timeout", "50ms", "--json")).Is(ExitCode.TimedOut);

        var later = await Submit("noop", "--delay", "1h");
        (await Run("cancel", later, "--reason", "no need")).Is(ExitCode.Ok);
        Assert.Equal("cancelled (no need)", (await Run("watch", later)).Is(ExitCode.JobCancelled).Lines.Single());
    }

    [Fact]
    public async Task Jobs_run_again_and_anew()
    {
        var id = await Submit("fail", "--input", """{"times":1}""", "--max-attempts", "1");
        (await Run("watch", id)).Is(ExitCode.JobFailed);
        (await Run("retry", id, "--input", """{"times":0}""")).Is(ExitCode.Ok);
        (await Run("watch", id)).Is(ExitCode.Ok);
        var replay = (await Run("replay", id)).Is(ExitCode.Ok).Output.Trim();
        Assert.Equal(replay, Assert.Single((await Run("list", "--replay-of", id, "--json")).Json).GetProperty("id").GetString());
        (await Run("watch", replay)).Is(ExitCode.Ok);
        (await Run("signal", replay, "go", "--value", "1")).Is(ExitCode.Refused);
    }

    [Fact]
    public async Task What_one_of_many_is_refused_does_not_keep_it_from_the_others()
    {
        var (done, later) = (await Submit("noop", "--key", ClientService.NewName()), await Submit("noop", "--delay", "1h"));
        (await Run("watch", done)).Is(ExitCode.Ok);
        var run = (await Run("cancel", done, later)).Is(ExitCode.Refused);
        Assert.Equal($"{later} cancelled", run.Lines.Single());
        Assert.StartsWith($"{done}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("(409)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_are_acted_on_when_it_is_meant()
    {
        var tag = ClientService.NewName();
        await Submit("noop", "--delay", "1h", "--tag", tag);
        string[] act = ["act", "cancel", "--tag", tag];
        Assert.Equal("1 job matches", (await Run([.. act, "--dry-run"])).Is(ExitCode.Ok).Output.Trim());
        (await Run(act)).Is(ExitCode.Usage);
        var asked = (await CliRun.Of(new Terminal { Url = service.Address.AbsoluteUri, Typed = "n\n" }, act)).Is(ExitCode.Interrupted);
        Assert.Equal("1 job matches. cancel all of them? [y/N] ", asked.Error);
        Assert.Equal("scheduled", Assert.Single((await Run("list", "--tag", tag, "--json")).Json).GetProperty("state").GetString());
        (await Run([.. act, "--yes", "--wait"])).Is(ExitCode.Ok);
        Assert.Equal("cancelled", Assert.Single((await Run("list", "--tag", tag, "--json")).Json).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_job_is_watched_with_its_log_progress_and_result()
    {
        var id = await Submit("talk");
        var events = (await Run("watch", id, "--json")).Is(ExitCode.Ok).Json;
        Assert.Equal(("result", "done"), (events[^1].GetProperty("event").GetString(), events[^1].GetProperty("data").GetString()));
        Assert.Equal(Support.TalkJob.Lines[..2], events.Where(one => one.GetProperty("event").GetString() == "log").Select(one => one.GetProperty("data").GetProperty("text").GetString()).Take(2));

        var told = (await Run("watch", id)).Is(ExitCode.Ok);
        Assert.Contains(told.Lines, line => line.EndsWith(@"one\u000atwo\u000d\u000athree\u000dfour", StringComparison.Ordinal));
        Assert.Equal(["succeeded", "\"done\""], told.Lines[^2..]);
        Assert.Equal(1 + Support.TalkJob.Lines.Length, (await Run("logs", id)).Is(ExitCode.Ok).Lines.Length);
    }

    [Fact]
    public async Task On_a_terminal_a_bar_tells_the_progress()
    {
        var watched = (await CliRun.Of(new Terminal { Url = service.Address.AbsoluteUri, Typed = "" }, "watch", await Submit("talk"))).Is(ExitCode.Ok);
        Assert.Contains(@"one\u000atwo", watched.Output, StringComparison.Ordinal);
        Assert.Contains("succeeded", watched.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("100% said", watched.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_jobs_are_watched_until_the_time_is_over()
    {
        var queue = ClientService.NewName();
        var run = (await Run("watch", "--queue", queue, "--timeout", "20ms")).Is(ExitCode.TimedOut);
        Assert.Empty(run.Output);
        (await Run("watch", Guid.Empty.ToString(), "--queue", queue)).Is(ExitCode.Usage);
    }

    private Task<CliRun> Run(params string[] args) => CliRun.Of(service.Address, args);

    private async Task<string> Submit(params string[] args) => (await Run(["submit", .. args])).Is(ExitCode.Ok).Output.Trim();
}

using OrleansJobs.Cli;
using OrleansJobs.Tests.Client;
using Xunit;

namespace OrleansJobs.Tests.Cli;

/// <summary>Commands about queues, schedules, batches and kinds, against the service.</summary>
[Collection(nameof(ClientService))]
public sealed class CliQueueTests(ClientService service)
{
    [Fact]
    public async Task A_setting_of_a_queue_leaves_the_others_as_they_are()
    {
        var queue = ClientService.NewName();
        (await Run("queues", "set", queue, "--settings", """{"breaker":{"failures":0.5,"of":20,"hold":"PT1M"},"lanes":{"concurrency":1}}""")).Is(ExitCode.Ok);
        (await Run("queues", "pause", queue)).Is(ExitCode.Ok);
        (await Run("queues", "set", queue, "--concurrency", "3", "--rate", "100/1m", "--fair", "true")).Is(ExitCode.Ok);
        var set = Assert.Single((await Run("queues", "show", queue, "--json")).Is(ExitCode.Ok).Json);
        Assert.True(set.GetProperty("paused").GetBoolean());
        Assert.True(set.GetProperty("fair").GetBoolean());
        Assert.Equal(20, set.GetProperty("breaker").GetProperty("of").GetInt32());
        Assert.Equal(1, set.GetProperty("lanes").GetProperty("concurrency").GetInt32());
        Assert.Equal("PT1M", set.GetProperty("rate").GetProperty("per").GetString());

        (await Run("queues", "set", queue, "--concurrency", "none", "--rate", "none")).Is(ExitCode.Ok);
        set = Assert.Single((await Run("queues", "resume", queue, "--json")).Is(ExitCode.Ok).Json);
        Assert.False(set.TryGetProperty("rate", out _));
        Assert.Equal(1_000, set.GetProperty("limit").GetInt32());
        Assert.Contains((await Run("queues", "--json")).Is(ExitCode.Ok).Json, one => one.GetProperty("name").GetString() == queue);
        (await Run("queues", "set", queue, "--rate", "often")).Is(ExitCode.Usage);
        Assert.Empty((await Run("workers", queue, "--json")).Is(ExitCode.Ok).Output);
        Assert.DoesNotContain((await Run("workers", "--json")).Is(ExitCode.Ok).Json, worker => worker.GetProperty("queue").GetString() == queue);
    }

    [Fact]
    public async Task Lanes_and_kinds_are_listed()
    {
        var queue = ClientService.NewName();
        (await Run("queues", "set", queue, "--concurrency", "1")).Is(ExitCode.Ok);
        (await Run("queues", "pause", queue)).Is(ExitCode.Ok);
        (await Run("submit", "noop", "--queue", queue, "--lane", "[red]a[/]")).Is(ExitCode.Ok);
        Assert.StartsWith("[red]a[/]", (await Run("lanes", queue)).Is(ExitCode.Ok).Lines[1], StringComparison.Ordinal);
        Assert.Contains((await Run("kinds", "--json")).Is(ExitCode.Ok).Json, kind => kind.GetProperty("name").GetString() == "sleep");
    }

    [Fact]
    public async Task Schedules_are_made_run_and_removed()
    {
        var name = ClientService.NewName();
        var made = Assert.Single((await Run(
            "schedules", "put", name, "--cron", "@daily", "--kind", "noop", "--overlap", "skip", "--zone", "Europe/Berlin", "--tag", "report", "--json")).Is(ExitCode.Ok).Json);
        Assert.Equal(("skip", "report"), (made.GetProperty("overlap").GetString(), made.GetProperty("job").GetProperty("tags")[0].GetString()));
        Assert.Equal(2, (await Run("schedules", "preview", name, "--count", "2", "--json")).Is(ExitCode.Ok).Json.Count);
        Assert.Equal("DUE", (await Run("schedules", "preview", name, "--from", "2026-01-05T00:00:00Z")).Is(ExitCode.Ok).Lines[0]);
        var run = (await Run("schedules", "run", name)).Is(ExitCode.Ok).Output.Trim();
        Assert.Equal(run, Assert.Single((await Run("list", "--schedule", name, "--json")).Json).GetProperty("id").GetString());
        Assert.Contains("ill", (await Run("schedules", "pause", name, "--reason", "ill")).Is(ExitCode.Ok).Output, StringComparison.Ordinal);
        (await Run("schedules", "resume", name)).Is(ExitCode.Ok);
        Assert.Contains((await Run("schedules", "list")).Lines, line => line.StartsWith(name + " ", StringComparison.Ordinal));
        Assert.Contains("Europe/Berlin", (await Run("schedules", "show", name)).Is(ExitCode.Ok).Output, StringComparison.Ordinal);
        (await Run("schedules", "put", name, "--spec", """{"cron":"@hourly","job":{"kind":"noop"},"misfire":"skip"}""")).Is(ExitCode.Ok);
        (await Run("schedules", "put", name, "--cron", "@hourly")).Is(ExitCode.Usage);
        Assert.Equal($"{name} deleted", (await Run("schedules", "delete", name)).Is(ExitCode.Ok).Output.Trim());
        (await Run("schedules", "show", name)).Is(ExitCode.Refused);
    }

    [Fact]
    public async Task Batches_are_listed_and_cancelled()
    {
        using var client = service.NewClient();
        var batch = (await client.Batches.Create(new() { Jobs = [new("noop") { Delay = TimeSpan.FromHours(1) }] })).Id.ToString();
        Assert.Contains((await Run("batches", "list", "--limit", "5")).Is(ExitCode.Ok).Lines, line => line.StartsWith(batch, StringComparison.Ordinal));
        (await Run("batches", "cancel", batch, "--reason", "no need")).Is(ExitCode.Ok);
        Assert.Contains("no need", (await Run("batches", "show", batch)).Is(ExitCode.Ok).Output, StringComparison.Ordinal);
        Assert.Contains(batch, (await Run("batches", "--json")).Is(ExitCode.Ok).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bench_says_how_fast_jobs_were()
    {
        var figures = Assert.Single((await Run("bench", "--jobs", "20", "--connections", "4", "--json")).Is(ExitCode.Ok).Json);
        Assert.Equal((20, 20), (figures.GetProperty("jobs").GetInt32(), figures.GetProperty("succeeded").GetInt32()));
        Assert.Equal(20, (await Run("list", "--tag", figures.GetProperty("tag").GetString()!, "--json")).Json.Count);
        Assert.StartsWith("jobs", (await Run("bench", "--jobs", "2")).Is(ExitCode.Ok).Lines[0], StringComparison.Ordinal);
    }

    private Task<CliRun> Run(params string[] args) => CliRun.Of(service.Address, args);
}

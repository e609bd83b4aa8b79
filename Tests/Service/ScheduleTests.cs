using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>Schedules of the program as it runs: from its configuration, and over kills.</summary>
public sealed class ScheduleTests : IDisposable
{
    private static readonly string[] Tick = ["--Schedules:tick:Cron=* * * * * *", "--Schedules:tick:Misfire=All", "--Schedules:tick:Job:Kind=noop"];

    private readonly TempDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_configured_schedule_runs_and_is_marked_when_it_is_configured_no_more()
    {
        await using (var service = await ServiceProcess.Start(_data.Path, Tick))
        {
            await Runs(service, 2);
            Assert.Equal("present", (await Shown(service)).GetProperty("declaration").GetString());
        }

        await using var other = await ServiceProcess.Start(_data.Path);
        var schedule = await Shown(other);
        while (schedule.GetProperty("declaration").GetString() == "present") schedule = await Shown(other);
        Assert.Equal("gone", schedule.GetProperty("declaration").GetString());
        Assert.True(schedule.TryGetProperty("nextAt", out _));
    }

    [Fact]
    public async Task Over_kills_no_run_is_lost_or_doubled()
    {
        var made = 0;
        for (var kills = 0; kills < 3; kills++)
        {
            await using var service = await ServiceProcess.Start(_data.Path, Tick);
            made = (await Runs(service, made + 3)).Count;
            await service.Kill();
        }

        await using var last = await ServiceProcess.Start(_data.Path, Tick);
        var runs = await Runs(last, made + 3);
        var due = runs.Min(DueBefore);
        Assert.Equal(Enumerable.Range(0, runs.Count).Select(n => JobId.OfRun("tick", due.AddSeconds(n))).Order(), runs.Select(run => run.GetProperty("id").GetGuid()).Order());
    }

    [Theory]
    [InlineData("Cron=0 0 30 2 *", "Job:Kind=noop", "Schedules:a:Cron is never due.")]
    [InlineData("Cron=0 25 * * *", "Job:Kind=noop", "Schedules:a:Cron cannot be read: ")]
    [InlineData("Cron=@daily", "Job:Kind=none", "Schedules:a:Job:Kind is not one of the registered kinds: ")]
    [InlineData("Cron=@daily", "Job:Priority=1", "Schedules:a:Job:Kind is not one of the registered kinds: ")]
    [InlineData("Job:Input={", "Job:Kind=noop", "Schedules:a:Job:Input: \"{\" is not allowed; it must be JSON.")]
    [InlineData("StartsAt=tomorrow", "Job:Kind=noop", "Schedules:a:StartsAt: \"tomorrow\" is not allowed; it must be a time such as ")]
    [InlineData("Crom=@daily", "Job:Kind=noop", "Schedules:a:Crom: there is no such setting; ")]
    public async Task A_wrong_setting_stops_the_start_with_a_line(string first, string second, string line)
    {
        string[] settings = [$"--Schedules:a:{first}", $"--Schedules:a:{second}"];
        if (!first.StartsWith("Cron", StringComparison.Ordinal)) settings = [.. settings, "--Schedules:a:Cron=@daily"];
        var (code, output) = await ServiceProcess.RunToEnd([$"--Storage:DataDirectory={_data.Path}", .. settings]);
        Assert.Equal(2, code);
        Assert.StartsWith($"orleansjobs cannot start: {line}", output, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Shown(ServiceProcess service) =>
        await service.Http.GetFromJsonAsync<JsonElement>(new Uri("/schedules/tick", UriKind.Relative));

    /// <summary>The runs, when there are so many that have succeeded.</summary>
    private static async Task<List<JsonElement>> Runs(ServiceProcess service, int least)
    {
        await using var events = await EventReader.Open(service.Http, "/events?kind=noop");
        while (true)
        {
            // Something has happened since the last look, every second at least.
            Assert.NotNull(await events.Next());
            using var answer = await service.Http.GetAsync(new Uri("/jobs?schedule=tick&limit=500", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var jobs = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobs").EnumerateArray().ToList();
            if (jobs.Count >= least && jobs.All(job => job.GetProperty("state").GetString() == "succeeded")) return jobs;
        }
    }

    /// <summary>The due time of a run, from when it was submitted.</summary>
    private static DateTimeOffset DueBefore(JsonElement run)
    {
        var due = DateTimeOffset.FromUnixTimeSeconds(run.GetProperty("createdAt").GetDateTimeOffset().ToUnixTimeSeconds());
        while (JobId.OfRun("tick", due) != run.GetProperty("id").GetGuid()) due = due.AddSeconds(-1);
        return due;
    }
}

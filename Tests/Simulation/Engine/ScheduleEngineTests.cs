using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>Tests of the schedule "s" on silos that share a store, and do not know of each other where there are two.</summary>
public abstract class ScheduleEngineTests : VirtualEngineTests
{
    private protected static readonly ScheduleSpec EveryTen = new()
    {
        Cron = "*/10 * * * * *",
        Job = new JobSpec { Kind = "noop", Queue = "two" },
        Misfire = MisfirePolicy.All,
    };

    private protected ScheduleEngineTests() => StartSilo();

    private protected MemoryScheduleStore Schedules { get; } = new();

    private protected void StartSilo(Action<IServiceCollection>? configure = null) => Start(services =>
    {
        services.AddSingleton<IScheduleStore>(Schedules);
        configure?.Invoke(services);
    });

    private protected void Put(ScheduleSpec spec, int engine = 0) => Ask(schedule => schedule.Put(spec), engine);

    private protected void Ask(Func<IScheduleGrain, Task<ScheduleResult>> change, int engine = 0) =>
        Assert.IsType<ScheduleResult.Changed>(Machine.Run(() => change(Engines[engine].Grains.GetGrain<IScheduleGrain>("s"))));

    private protected IScheduleGrain Schedule(string name = "s") => Engines[0].Grains.GetGrain<IScheduleGrain>(name);

    private protected Schedule Shown(string name = "s") => Machine.Run(() => Engines[0].Grains.GetGrain<IScheduleQueryGrain>(0).Get(name))!;

    private protected List<JobRecord> Runs() => [.. Store.Rows.Where(row => row.Schedule is not null).OrderBy(row => row.RunAt)];

    private protected static JobSpec Sleep(int seconds) =>
        new() { Kind = "sleep", Queue = "two", Input = Json.Parse(string.Create(CultureInfo.InvariantCulture, $"{{\"duration\":\"PT{seconds}S\"}}")) };

    /// <summary>Ten seconds lie between the due times of two runs, and there are at least so many.</summary>
    private protected static void AssertNoneMissing(List<JobRecord> runs, int least)
    {
        Assert.InRange(runs.Count, least, int.MaxValue);
        var ids = runs.Select(run => run.Id).Order();
        var first = runs.Min(DueOf);
        Assert.Equal(Enumerable.Range(0, runs.Count).Select(n => JobId.OfRun("s", first.AddSeconds(10 * n))).Order(), ids);
    }

    /// <summary>The due time from which the id of the run follows.</summary>
    private protected static DateTimeOffset DueOf(JobRecord run)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(run.CreatedAt.ToUnixTimeSeconds() / 10 * 10);
        while (JobId.OfRun("s", at) != run.Id) at = at.AddSeconds(-10);
        return at;
    }
}

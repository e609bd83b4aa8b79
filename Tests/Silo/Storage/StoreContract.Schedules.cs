using OrleansJobs.Grains.Schedules;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;
using OrleansJobs.Silo.Storage.Schedules;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    /// <summary>A schedule of which all is set.</summary>
    internal static readonly ScheduleRecord FullSchedule = new()
    {
        Name = "nightly",
        Spec = new ScheduleSpec
        {
            Cron = "0 30 2 * * 1-5",
            Zone = "Europe/Berlin",
            Job = new JobSpec
            {
                Kind = "sleep",
                Input = Json.Parse("{ \"text\" : \"\\u0000 🦁\" }"),
                Queue = "slow",
                Priority = -3,
                Delay = TimeSpan.FromTicks(7),
                Timeout = TimeSpan.FromDays(2),
                Retry = new RetryRule { MaxAttempts = 2, Factor = 1.5 },
                Tags = ["a", "ü"],
                Lane = "b c",
                Cost = 3,
            },
            Misfire = MisfirePolicy.All,
            Overlap = OverlapPolicy.Cancel,
            Jitter = TimeSpan.FromSeconds(1),
            StartsAt = Rows.Now,
            EndsAt = Rows.Now.AddYears(1).ToOffset(TimeSpan.FromHours(2)),
            ExpectWithin = TimeSpan.FromHours(1),
        },
        Declaration = ScheduleDeclaration.Present,
        Paused = true,
        PauseReason = "holiday",
        CreatedAt = Rows.Now,
        ChangedAt = Rows.Now.AddMicroseconds(1),
        SettledUntil = Rows.Now.AddMicroseconds(2),
        Claimed = [Rows.Now, Rows.Now.AddSeconds(1)],
        ToCancel = Guid.Parse("01234567-89ab-7def-8123-456789abcdef"),
        Last = ScheduledRun.Of("nightly", Rows.Now),
        Expected = ScheduledRun.Of("nightly", Rows.Now.AddSeconds(1)),
        Overdue = Rows.Now.AddMicroseconds(3),
        LastError = "kind 'x'",
        WakeAt = Rows.Now.AddMicroseconds(4),
        Stamp = long.MinValue,
    };

    private ScheduleTable Schedules => new(Store.Database);

    [StoreFact]
    public async Task A_schedule_comes_back_as_it_was_written()
    {
        Assert.True(await Schedules.Write(null, FullSchedule));
        Close();
        var read = await Schedules.Read("nightly", CancellationToken.None);
        Assert.Equivalent(FullSchedule, read, strict: true);
        Assert.Equal(FullSchedule.Spec.EndsAt!.Value.Offset, read!.Spec.EndsAt!.Value.Offset);
        Assert.Null(await Schedules.Read("Nightly", CancellationToken.None));
    }

    [StoreFact]
    public async Task A_schedule_is_written_only_over_the_row_that_was_read()
    {
        var (first, second) = (FullSchedule with { Stamp = 1 }, FullSchedule with { Stamp = 2, Paused = false });
        Assert.False(await Schedules.Write(first, second));
        Assert.True(await Schedules.Write(null, first));
        Assert.False(await Schedules.Write(null, second));
        Assert.True(await Schedules.Write(first, second));
        Assert.False(await Schedules.Write(first, second with { Stamp = 3 }));
        Assert.False(await Schedules.Write(first, null));
        Assert.Equal(2, (await Schedules.Read("nightly", CancellationToken.None))!.Stamp);
        Assert.True(await Schedules.Write(second, null));
        Assert.Null(await Schedules.Read("nightly", CancellationToken.None));
    }

    [StoreFact]
    public async Task Schedules_are_listed_by_name_by_when_they_are_due_and_by_whether_they_are_declared()
    {
        var soon = Rows.Now.AddSeconds(2);
        await Put("b", soon.AddMicroseconds(1), ScheduleDeclaration.Gone);
        await Put("a", soon, ScheduleDeclaration.Present);
        await Put("C", Rows.Now, ScheduleDeclaration.None);
        await Put("d", null, ScheduleDeclaration.Present);
        Assert.Equal(["C", "a", "b", "d"], (await Schedules.List("", 10, CancellationToken.None)).Select(row => row.Name));
        Assert.Equal(["a", "b"], (await Schedules.List("C", 2, CancellationToken.None)).Select(row => row.Name));
        Assert.Equal([new DueSchedule("C", Rows.Now), new DueSchedule("a", soon)], await Schedules.ReadDue(soon, 10, CancellationToken.None));
        Assert.Equal([new DueSchedule("C", Rows.Now)], await Schedules.ReadDue(soon, 1, CancellationToken.None));
        Assert.Equal(["a", "d"], await Schedules.ListDeclared(CancellationToken.None));
    }

    [StoreFact]
    public async Task The_runs_of_a_schedule_are_found()
    {
        var runs = new List<Guid>();
        for (var i = 0; i < 3; i++) runs.Add((await Jobs.Put(Rows.Pending() with { Schedule = "nightly" })).Id);
        await Jobs.Put(Rows.Pending());
        await Jobs.Put(Rows.Pending() with { Schedule = "Nightly" });
        Assert.Equal(runs.AsEnumerable().Reverse(), await Runs(new JobFilter { Schedule = "nightly", Limit = 10 }));
        Assert.Equal(runs, await Runs(new JobFilter { Schedule = "nightly", Limit = 10, OldestFirst = true }));
        Assert.Empty(await Runs(new JobFilter { Schedule = "none", Limit = 10 }));
    }

    private async Task<IEnumerable<Guid>> Runs(JobFilter filter) =>
        (await Jobs.Search(filter, Rows.Now, CancellationToken.None)).Rows.Select(row => row.Id);

    private Task<bool> Put(string name, DateTimeOffset? wakeAt, ScheduleDeclaration declaration) =>
        Schedules.Write(null, FullSchedule with { Name = name, WakeAt = wakeAt, Declaration = declaration });
}

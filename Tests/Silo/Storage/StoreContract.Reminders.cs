using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);

    [StoreFact]
    public async Task A_reminder_comes_back_as_it_was_written()
    {
        var entry = Reminder(Lion, "feed");
        entry.StartAt = Start.AddTicks(1_234);
        Assert.Equal("0", await Store.Reminders.UpsertRow(entry));
        var row = (await Store.Reminders.ReadRow(Lion, "feed"))!;
        Assert.Equal((Lion, "feed", Start, TimeSpan.FromMilliseconds(61_001), "0"), (row.GrainId, row.ReminderName, row.StartAt, row.Period, row.ETag));
        Assert.Equal(DateTimeKind.Utc, row.StartAt.Kind);
        Assert.Null(await Store.Reminders.ReadRow(Lion, "other"));
    }

    [StoreFact]
    public async Task Writing_again_replaces_the_reminder_and_makes_older_etags_stale()
    {
        var first = await Store.Reminders.UpsertRow(Reminder(Lion, "feed"));
        var later = Reminder(Lion, "feed");
        later.Period = TimeSpan.FromHours(1);
        var second = await Store.Reminders.UpsertRow(later);
        Assert.Equal(("0", "1"), (first, second));
        Assert.Equal(TimeSpan.FromHours(1), (await Store.Reminders.ReadRow(Lion, "feed"))!.Period);

        Assert.False(await Store.Reminders.RemoveRow(Lion, "feed", first!));
        Assert.False(await Store.Reminders.RemoveRow(Lion, "other", second!));
        Assert.True(await Store.Reminders.RemoveRow(Lion, "feed", second!));
        Assert.Null(await Store.Reminders.ReadRow(Lion, "feed"));
    }

    [StoreFact]
    public async Task The_reminders_of_a_grain_and_of_each_part_of_the_ring_are_found()
    {
        var grains = Enumerable.Range(0, 40).Select(i => GrainId.Create("zoo", $"animal-{i}")).ToList();
        foreach (var grain in grains) await Store.Reminders.UpsertRow(Reminder(grain, "feed"));
        await Store.Reminders.UpsertRow(Reminder(grains[0], "wash"));
        Assert.Equal(["feed", "wash"], (await Store.Reminders.ReadRows(grains[0])).Reminders.Select(row => row.ReminderName));

        uint[] borders = [0, 1, 0x4000_0000, 0x7FFF_FFFF, 0x8000_0000, 0xC000_0000, uint.MaxValue, grains[5].GetUniformHashCode()];
        foreach (var (begin, end) in from begin in borders from end in borders select (begin, end))
        {
            var expected = grains.Where(grain => IsBetween(grain.GetUniformHashCode(), begin, end)).Select(grain => grain.ToString()).Order();
            var rows = (await Store.Reminders.ReadRows(begin, end)).Reminders;
            Assert.Equal(expected, rows.Where(row => row.ReminderName == "feed").Select(row => row.GrainId.ToString()).Order());
        }
    }

    [StoreFact]
    public async Task Reminders_of_other_services_are_not_touched()
    {
        await Store.Reminders.UpsertRow(Reminder(Lion, "feed"));
        Execute("UPDATE OrleansRemindersTable SET ServiceId = 'another'");
        await Store.Reminders.UpsertRow(Reminder(Lion, "feed"));
        await Store.Reminders.TestOnlyClearTable();
        Assert.Empty((await Store.Reminders.ReadRows(0, 0)).Reminders);
        Assert.Equal(1, Number("SELECT COUNT(*) FROM OrleansRemindersTable"));
    }

    // As the contract has it: from begin, exclusive, to end, inclusive, around the ring.
    private static bool IsBetween(uint hash, uint begin, uint end) =>
        begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static ReminderEntry Reminder(GrainId grain, string name) =>
        new() { GrainId = grain, ReminderName = name, StartAt = Start, Period = TimeSpan.FromMilliseconds(61_001) };
}

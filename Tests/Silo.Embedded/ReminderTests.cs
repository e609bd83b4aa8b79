using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Silo.Embedded;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.SiloEmbedded;

public class ReminderTests
{
    internal interface IRemindedGrain : IGrainWithStringKey, IRemindable
    {
        Task Register(string name, TimeSpan due, TimeSpan period);

        Task Unregister(string name);

        Task UnregisterStale(string name);

        Task<string[]> Names();

        Task<bool> Has(string name);
    }

    internal interface IPlainGrain : IGrainWithStringKey
    {
        Task Register();
    }

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Ticks_stay_on_the_grid_and_activate_the_grain()
    {
        using var host = Start(o => o.CollectionAge = TimeSpan.FromSeconds(30));
        Register(host, "r", Minute * 2, Minute * 5);
        host.Advance(Minute * 1.9);
        Assert.Empty(host.Seen.All);
        host.Advance(Minute * 11);
        Assert.Equal(["r 2 in", "r 2 out", "r 7 in", "r 7 out", "r 12 in", "r 12 out"], host.Seen.All);
        Assert.Empty(host.Log.All);
    }

    [Fact]
    public void A_long_tick_skips_others_and_never_overlaps_itself()
    {
        using var host = Start(open: false);
        Register(host, "r", Minute, Minute);
        host.Advance(Minute * 1.2);
        host.Advance(TimeSpan.FromSeconds(20)); // the call times out after 30 s, so at 1.53 the tick counts as ended
        Assert.Equal(["r 1 in"], host.Seen.All);
        host.Seen.Open("r");
        host.Run();
        host.Advance(Minute * 2);
        Assert.Equal(["r 1 in", "r 1 out", "r 2 in", "r 2 out", "r 3 in", "r 3 out"], host.Seen.All);
    }

    [Fact]
    public void Another_reminder_does_not_wake_one_that_ticks()
    {
        using var host = Start(o => o.ResponseTimeout = Minute * 10, open: false);
        Register(host, "r", Minute, Minute);
        host.Run(() => host.Grains.GetGrain<IRemindedGrain>("y").Register("other", Minute * 1.5, Minute));
        host.Advance(Minute * 4);
        host.Seen.Open("r");
        host.Run();
        Assert.Equal(["r 1 in", "r 1 out"], host.Seen.All.Where(e => e.StartsWith('r')));
        Assert.Empty(host.Log.All); // the grain checks that it is told moments on the grid
        Assert.Equal(3, host.Seen.All.Count(e => e.StartsWith("other", StringComparison.Ordinal) && e.EndsWith("out", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_failing_tick_is_logged_and_the_next_one_comes()
    {
        using var host = Start();
        Register(host, "bad", Minute, Minute);
        host.Advance(Minute * 2.5);
        Assert.Equal(["bad 1 in", "bad 2 in"], host.Seen.All.Where(e => e.EndsWith("in", StringComparison.Ordinal)));
        Assert.Equal(2, host.Log.All.Count);
    }

    [Fact]
    public void Registering_again_replaces_it_and_makes_old_handles_stale()
    {
        using var host = Start();
        Register(host, "r", Minute, Minute);
        Register(host, "r", Minute * 3, Minute * 3);
        host.Advance(Minute * 3.5);
        Assert.Equal(["r 3 in", "r 3 out"], host.Seen.All);
        Assert.Throws<ReminderException>(() => host.Run(() => Grain(host).UnregisterStale("r")));
        host.Run(() => Grain(host).Unregister("r"));
        host.Advance(Minute * 10);
        Assert.Equal(2, host.Seen.All.Length);
    }

    [Fact]
    public void A_grain_can_ask_for_its_reminders()
    {
        using var host = Start();
        Register(host, "b", Minute, Minute);
        Register(host, "a", Minute, Minute);
        Assert.Equal(["b", "a"], host.Run(() => Grain(host).Names()));
        Assert.True(host.Run(() => Grain(host).Has("a")));
        Assert.False(host.Run(() => Grain(host).Has("c")));
    }

    [Fact]
    public void Impossible_reminders_are_refused()
    {
        using var host = new TestHost(
            [typeof(RemindedGrain), typeof(UnremindedGrain)], services: s => s.AddSingleton<IReminderTable, InMemoryReminderTable>())
            .Started();
        Assert.Throws<ArgumentException>(() => Register(host, "r", Minute, TimeSpan.FromSeconds(59)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Register(host, "r", -Minute, Minute));
        Assert.Throws<ArgumentOutOfRangeException>(() => Register(host, "r", Minute, Timeout.InfiniteTimeSpan));
        Assert.ThrowsAny<ArgumentException>(() => Register(host, "", Minute, Minute));
        Assert.Throws<InvalidOperationException>(() => host.Run(() => host.Grains.GetGrain<IPlainGrain>("p").Register()));
    }

    [Fact]
    public void The_schedule_survives_the_silo_but_missed_ticks_are_lost()
    {
        var time = new ManualTimeProvider();
        var table = new InMemoryReminderTable();
        using (var first = Start(time: time, table: table))
        {
            Register(first, "r", Minute, Minute * 4);
            first.Advance(Minute * 1.5);
            first.Stop();
            first.Advance(Minute * 10); // ticks at 5 and 9 are missed
            Assert.Equal(["r 1 in", "r 1 out"], first.Seen.All);
        }

        using var next = Start(time: time, table: table);
        next.Advance(Minute * 2);
        Assert.Equal(["r 13 in", "r 13 out"], next.Seen.All);
    }

    [Fact]
    public void What_another_silo_registers_is_found_when_the_table_is_read_again()
    {
        var time = new ManualTimeProvider();
        var table = new InMemoryReminderTable();
        using var one = Start(o => o.ReminderRefreshPeriod = Minute * 2, time: time, table: table);
        using var other = Start(time: time, table: table);
        Register(other, "r", Minute * 3, Minute * 3);
        other.Silo.Kill();
        time.Advance(Minute * 3.5, () =>
        {
            one.Run();
            other.Run();
        });
        Assert.Equal(["r 3 in", "r 3 out"], one.Seen.All);
        Assert.Empty(other.Seen.All);
    }

    private static TestHost Start(
        Action<EmbeddedSiloOptions>? options = null,
        bool open = true,
        ManualTimeProvider? time = null,
        InMemoryReminderTable? table = null)
    {
        var host = new TestHost(
            [typeof(RemindedGrain)], options, s => s.AddSingleton<IReminderTable>(table ?? new InMemoryReminderTable()), time)
            .Started();
        if (open)
            host.Seen.Open("r");
        return host;
    }

    private static IRemindedGrain Grain(TestHost host) => host.Grains.GetGrain<IRemindedGrain>("x");

    private static void Register(TestHost host, string name, TimeSpan due, TimeSpan period) =>
        host.Run(() => Grain(host).Register(name, due, period));

    internal sealed class RemindedGrain(Seen seen, TimeProvider time) : Grain, IRemindedGrain
    {
        private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        private readonly Dictionary<string, IGrainReminder> _first = [];

        public async Task Register(string name, TimeSpan due, TimeSpan period) =>
            _first.TryAdd(name, await this.RegisterOrUpdateReminder(name, due, period));

        public async Task Unregister(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);

        public Task UnregisterStale(string name) => this.UnregisterReminder(_first[name]);

        public async Task<string[]> Names() => [.. (await this.GetReminders()).Select(r => r.ReminderName)];

        public async Task<bool> Has(string name) => await this.GetReminder(name) is not null;

        public async Task ReceiveReminder(string reminderName, TickStatus status)
        {
            Assert.Equal(time.GetUtcNow().UtcDateTime, status.CurrentTickTime);
            Assert.Equal(0, (status.CurrentTickTime - status.FirstTickTime).Ticks % status.Period.Ticks);
            var minute = (status.CurrentTickTime - Start).TotalMinutes;
            seen.Add($"{reminderName} {minute} in");
            if (reminderName == "bad")
                throw new NotSupportedException();
            if (reminderName == "r")
                await seen.Opened("r");
            seen.Add($"{reminderName} {minute} out");
        }
    }

    internal sealed class UnremindedGrain : Grain, IPlainGrain
    {
        public Task Register() => this.RegisterOrUpdateReminder("r", Minute, Minute);
    }
}

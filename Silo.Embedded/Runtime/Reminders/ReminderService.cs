using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Silo.Embedded;

/// <summary>
/// The reminders of one silo: keeps the table's rows in memory, and sends ticks. The table is the truth; it is read at
/// start and again every <see cref="EmbeddedSiloOptions.ReminderRefreshPeriod"/> for rows that others wrote.
/// </summary>
/// <remarks>
/// Everything runs in turns of its own scheduler, one at a time. A reminder is in <c>_reminders</c> exactly while its
/// row is known; one that has been replaced or removed is left to end its tick, and then forgotten. The timer is set to
/// the earliest due reminder that is not ticking.
/// </remarks>
internal sealed class ReminderService(SiloCore silo) : IDisposable
{
    private readonly SortedDictionary<(GrainId Grain, string Name), ScheduledReminder> _reminders =
        new(Comparer<(GrainId Grain, string Name)>.Create(Compare));

    private readonly TurnScheduler _turns = new(silo.Executor, silo, null);
    private Sweeper? _refresh;
    private ITimer? _timer;
    private bool _stopped;

    private DateTime Now => silo.Clock.Time.GetUtcNow().UtcDateTime;

    private IReminderTable Table => silo.ReminderTable
        ?? throw new InvalidOperationException($"There is no {nameof(IReminderTable)} service, so grains cannot have reminders.");

    public async Task Start(CancellationToken token)
    {
        if (silo.ReminderTable is null)
            return;
        await Table.StartAsync(token);
        _timer = silo.Clock.CreateTimer(_ => InTurn(SendDueTicks), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await InTurn(Refresh);
        _refresh = new Sweeper(silo, silo.Options.ReminderRefreshPeriod, () => InTurn(Refresh));
        _refresh.Start();
    }

    public async Task Stop(CancellationToken token)
    {
        Dispose();
        if (silo.ReminderTable is not null)
            await Table.StopAsync(token);
    }

    public void Dispose()
    {
        _stopped = true;
        _refresh?.Dispose();
        _timer?.Dispose();
    }

    public Task<IGrainReminder> Register(GrainId grainId, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < silo.Options.MinimumReminderPeriod)
            throw new ArgumentException($"A reminder's period must be at least {silo.Options.MinimumReminderPeriod}, not {period}.", nameof(period));
        var row = new ReminderEntry { GrainId = grainId, ReminderName = name, StartAt = Now + dueTime, Period = period };
        return InTurn(() => Register(row));
    }

    public Task Unregister(GrainId grainId, IGrainReminder reminder) => InTurn(async () =>
    {
        var handle = reminder as ReminderHandle ?? throw new ReminderException("This handle is not of this host.");
        if (!await Table.RemoveRow(grainId, handle.ReminderName, handle.ETag))
            throw new ReminderException($"Reminder '{handle.ReminderName}' of {grainId} has been replaced or removed.");
        _reminders.Remove((grainId, handle.ReminderName));
        return true;
    });

    public Task<IGrainReminder?> Get(GrainId grainId, string name) => InTurn(async () =>
        await Table.ReadRow(grainId, name) is { } row ? (IGrainReminder)ReminderHandle.Of(row) : null);

    public Task<List<IGrainReminder>> GetAll(GrainId grainId) => InTurn(async () =>
        (await Table.ReadRows(grainId)).Reminders.Select(IGrainReminder (row) => ReminderHandle.Of(row)).ToList());

    private static int Compare((GrainId Grain, string Name) x, (GrainId Grain, string Name) y)
    {
        var byGrain = x.Grain.CompareTo(y.Grain);
        return byGrain != 0 ? byGrain : string.CompareOrdinal(x.Name, y.Name);
    }

    private async Task<IGrainReminder> Register(ReminderEntry row)
    {
        row.ETag = await Table.UpsertRow(row)
            ?? throw new ReminderException($"Reminder '{row.ReminderName}' of {row.GrainId} could not be stored.");
        // A tick of zero due time is due now, although now is past its start.
        _reminders[(row.GrainId, row.ReminderName)] = new ScheduledReminder(row, row.StartAt - TimeSpan.FromTicks(1));
        SetTimer();
        return ReminderHandle.Of(row);
    }

    private async Task<bool> Refresh()
    {
        var rows = (await Table.ReadRows(0, 0)).Reminders;
        var stored = rows.Select(row => (row.GrainId, row.ReminderName)).ToHashSet();
        foreach (var gone in _reminders.Keys.Where(key => !stored.Contains(key)).ToList())
            _reminders.Remove(gone);
        foreach (var row in rows)
        {
            var key = (row.GrainId, row.ReminderName);
            if (!_reminders.TryGetValue(key, out var known) || known.Row.ETag != row.ETag)
                _reminders[key] = new ScheduledReminder(row, Now);
        }
        SetTimer();
        return true;
    }

    private Task<bool> SendDueTicks()
    {
        var now = Now;
        foreach (var reminder in _reminders.Values.Where(r => !r.IsTicking && r.Due <= now).ToList())
            _ = SendTick(reminder, now);
        SetTimer();
        return Task.FromResult(true);
    }

    private async Task SendTick(ScheduledReminder reminder, DateTime now)
    {
        reminder.IsTicking = true;
        var row = reminder.Row;
        try
        {
            await silo.Grains.GetGrain<IRemindable>(row.GrainId)
                .ReceiveReminder(row.ReminderName, new TickStatus(row.StartAt, row.Period, now));
        }
        catch (Exception exception)
        {
            silo.Log.ReminderTickFailed(exception, row.ReminderName, row.GrainId);
        }
        reminder.IsTicking = false;
        reminder.SkipTo(Now);
        SetTimer();
    }

    private void SetTimer()
    {
        if (_stopped)
            return;
        var next = _reminders.Values.Where(r => !r.IsTicking).Select(r => (DateTime?)r.Due).Min();
        var wait = next is { } due ? Math.Clamp((due - Now).Ticks, 0, TimeSpan.TicksPerDay) : Timeout.InfiniteTimeSpan.Ticks;
        _timer?.Change(new TimeSpan(wait), Timeout.InfiniteTimeSpan);
    }

    private Task<T> InTurn<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _turns).Unwrap();
}

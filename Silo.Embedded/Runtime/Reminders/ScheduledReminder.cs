using Orleans;

namespace OrleansJobs.Silo.Embedded;

/// <summary>One reminder in memory. Its ticks stay on the grid of its start and period, whatever happens between.</summary>
internal sealed class ScheduledReminder(ReminderEntry row, DateTime now)
{
    public ReminderEntry Row => row;

    public DateTime Due { get; private set; } = NextOnGrid(row, now);

    /// <summary>Its tick has been sent and not come back: no other is sent meanwhile.</summary>
    public bool IsTicking { get; set; }

    public void SkipTo(DateTime now) => Due = NextOnGrid(row, now);

    private static DateTime NextOnGrid(ReminderEntry row, DateTime now)
    {
        if (row.StartAt > now)
            return row.StartAt;
        var past = (now - row.StartAt).Ticks / row.Period.Ticks;
        return row.StartAt + (row.Period * (past + 1));
    }
}

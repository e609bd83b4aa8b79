using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that can be woken by reminders.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A tick. It may come late or twice; ticks missed while nothing ran do not come.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}

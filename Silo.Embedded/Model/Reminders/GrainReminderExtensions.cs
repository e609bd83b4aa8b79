using Orleans.Runtime;
using OrleansJobs.Silo.Embedded;

namespace Orleans;

/// <summary>
/// Reminders of a grain: stored schedules whose ticks activate it. They work from inside the grain's turns only.
/// </summary>
public static class GrainReminderExtensions
{
    /// <inheritdoc cref="RegisterOrUpdateReminder(IGrainBase, string, TimeSpan, TimeSpan)"/>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        RegisterOrUpdateReminder((IGrainBase)grain, reminderName, dueTime, period);

    /// <summary>Stores a reminder: its first tick after <paramref name="dueTime"/>, then one every period.</summary>
    /// <exception cref="ArgumentException">The period is shorter than the silo's minimum.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative or infinite.</exception>
    /// <exception cref="InvalidOperationException">The grain is not <see cref="IRemindable"/>, or not in its turn.</exception>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ThrowIfUnnamed(reminderName);
        if (grain is not IRemindable)
            throw new InvalidOperationException($"{grain.GetType()} must implement {nameof(IRemindable)} to have reminders.");
        return Reminders(grain).Register(grain.GrainContext.GrainId, reminderName, dueTime, period);
    }

    /// <inheritdoc cref="UnregisterReminder(IGrainBase, IGrainReminder)"/>
    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) =>
        UnregisterReminder((IGrainBase)grain, reminder);

    /// <exception cref="ReminderException">The handle is stale: the reminder was replaced or removed.</exception>
    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return Reminders(grain).Unregister(grain.GrainContext.GrainId, reminder);
    }

    /// <inheritdoc cref="GetReminder(IGrainBase, string)"/>
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) =>
        GetReminder((IGrainBase)grain, reminderName);

    /// <returns>Null if there is none of this name.</returns>
    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ThrowIfUnnamed(reminderName);
        return Reminders(grain).Get(grain.GrainContext.GrainId, reminderName);
    }

    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => GetReminders((IGrainBase)grain);

    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return Reminders(grain).GetAll(grain.GrainContext.GrainId);
    }

    private static ReminderService Reminders(IGrainBase grain) => ((Activation)grain.GrainContext).Reminders;

    private static void ThrowIfUnnamed(string reminderName)
    {
        if (string.IsNullOrWhiteSpace(reminderName))
            throw new ArgumentNullException(nameof(reminderName));
    }
}

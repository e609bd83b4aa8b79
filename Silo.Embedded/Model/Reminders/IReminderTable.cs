using Orleans.Runtime;

namespace Orleans;

/// <summary>Where reminders are stored. A subset of Orleans' members.</summary>
public interface IReminderTable
{
    Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <summary>
    /// The rows whose grain's uniform hash is above <paramref name="begin"/> and at most <paramref name="end"/>; if
    /// <paramref name="begin"/> is not below <paramref name="end"/>, above the one or at most the other.
    /// </summary>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

    /// <returns>The row's new etag.</returns>
    Task<string?> UpsertRow(ReminderEntry entry);

    /// <returns>False if there is no such row with this etag.</returns>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    Task TestOnlyClearTable();

    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}

using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Silo.Embedded;

/// <summary>Reminders in memory, for tests and simulations: several silos may share one. It ends with the process.</summary>
public sealed class InMemoryReminderTable : IReminderTable
{
    private readonly List<ReminderEntry> _rows = []; // in order of registration
    private long _version;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Read(row => row.GrainId == grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Read(row =>
    {
        var hash = row.GrainId.GetUniformHashCode();
        return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
    });

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        lock (_rows)
            return Task.FromResult(Find(grainId, reminderName) is { } row ? Copy(row) : null);
    }

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        lock (_rows)
        {
            var row = Copy(entry);
            row.ETag = (++_version).ToString(CultureInfo.InvariantCulture);
            if (Find(entry.GrainId, entry.ReminderName) is { } old)
                _rows.Remove(old);
            _rows.Add(row);
            return Task.FromResult<string?>(row.ETag);
        }
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        lock (_rows)
        {
            var row = Find(grainId, reminderName);
            return Task.FromResult(row is not null && row.ETag == eTag && _rows.Remove(row));
        }
    }

    public Task TestOnlyClearTable()
    {
        lock (_rows)
            _rows.Clear();
        return Task.CompletedTask;
    }

    private static ReminderEntry Copy(ReminderEntry row) => new()
    {
        GrainId = row.GrainId,
        ReminderName = row.ReminderName,
        StartAt = row.StartAt,
        Period = row.Period,
        ETag = row.ETag,
    };

    private ReminderEntry? Find(GrainId grainId, string reminderName) =>
        _rows.Find(row => row.GrainId == grainId && row.ReminderName == reminderName);

    private Task<ReminderTableData> Read(Func<ReminderEntry, bool> condition)
    {
        lock (_rows)
            return Task.FromResult(new ReminderTableData(_rows.Where(condition).Select(Copy)));
    }
}

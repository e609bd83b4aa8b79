using System.Data.Common;

namespace OrleansJobs.Silo.Storage;

/// <summary>Times as they are stored: whole microseconds since 1970, UTC.</summary>
internal static class StoredTime
{
    private static readonly long Epoch = DateTimeOffset.UnixEpoch.Ticks;

    public static long From(DateTimeOffset time) => (time.UtcTicks - Epoch) / TimeSpan.TicksPerMicrosecond;

    public static long? From(DateTimeOffset? time) => time is { } some ? From(some) : null;

    /// <summary>A time so much later, or earlier: at most the ends of the calendar, where a sum would fail.</summary>
    public static DateTimeOffset Later(DateTimeOffset time, TimeSpan span) =>
        new(Math.Clamp(time.UtcTicks + span.Ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);

    /// <summary>The time in a column; null if it has none.</summary>
    public static DateTimeOffset? Read(DbDataReader row, int column) => row.IsDBNull(column) ? null : To(row.GetInt64(column));

    public static DateTimeOffset To(long stored) => new(Epoch + stored * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}

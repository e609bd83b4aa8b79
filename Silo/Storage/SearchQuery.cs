using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Finds jobs by filters that have no range of their own together. One filter leads (<see cref="SearchLead"/>). At most <see cref="Looked"/> rows that it
/// leads to are looked at for one page, from where the page before ended; the other filters are tried on those. So a page may be short, and the
/// work for it is bounded.
/// </summary>
/// <remarks>
/// Times of creation rise with seq but for jobs that were stored at the same time. Where a range of time begins and ends is
/// found by halving the range of seq, with <see cref="Margin"/> to spare; each row is compared by its own time.
/// </remarks>
internal static class SearchQuery
{
    /// <summary>Rows that are looked at for one page.</summary>
    public const int Looked = 2_000;

    /// <summary>Digits of an id that are needed to look for it: those of a UUIDv7 that tell its minute.</summary>
    private const int FewestDigits = 8;

    // A submit is given up after 10 s; clocks may be set back a little.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public const string HasKind = "SELECT COUNT(*) FROM (SELECT DISTINCT kind FROM job_counts WHERE kind = $1) c";
    public const string From = "SELECT j.seq, j.created_at FROM jobs j WHERE j.seq >= $1 ORDER BY j.seq LIMIT 1";
    public const string Last = "SELECT COALESCE(MAX(j.seq), 0) FROM jobs j";

    public static async Task<JobSearch> Read(Session session, JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await Resolve(session, filter, cancellationToken) is not { } resolved) return new JobSearch([], null);
        if (resolved.IsPlain) return Page(await ListQuery.Read(session, resolved with { Limit = filter.Limit + 1 }, now, cancellationToken), filter.Limit, null);
        var (lead, values) = await Prepare(session, resolved, Looked, filter.Limit + 1, now, cancellationToken);
        var rows = await session.Command(lead.Page(filter.OldestFirst), values).ReadAll(row => JobRow.Read(row, brief: true), cancellationToken);
        return Page(rows, filter.Limit, rows.Count > filter.Limit ? null : await End(session, lead, filter.OldestFirst, values, cancellationToken));
    }

    /// <summary>How many match of the newest <paramref name="looked"/> to which one of the filters leads.</summary>
    public static async Task<JobCount> Count(Session session, JobFilter filter, DateTimeOffset now, int looked, CancellationToken cancellationToken)
    {
        if (await Resolve(session, filter with { OldestFirst = false }, cancellationToken) is not { } resolved) return new JobCount { Count = 0 };
        var (lead, values) = await Prepare(session, resolved, looked, looked, now, cancellationToken);
        var count = await session.Command(lead.Count, values).ReadAll(row => row.GetInt64(0), cancellationToken);
        var end = await End(session, lead, oldestFirst: false, values, cancellationToken);
        return new JobCount { Count = count[0], Estimated = end is null ? null : true };
    }

    /// <summary>A page of rows of which there may be one more than fit; otherwise the next page begins at <paramref name="end"/>.</summary>
    private static JobSearch Page(IReadOnlyList<JobRecord> rows, int limit, long? end) =>
        rows.Count > limit ? new JobSearch([.. rows.Take(limit)], rows[limit - 1].Seq) : new JobSearch(rows, end);

    /// <summary>The last number that was looked at, which may be that of no match; null if there is nothing behind it.</summary>
    private static async Task<long?> End(Session session, SearchLead lead, bool oldestFirst, object?[] values, CancellationToken cancellationToken)
    {
        var end = await session.Command(lead.End(oldestFirst), values.AsSpan(0, SearchLead.Looked)).ReadAll(row => row.GetInt64(0), cancellationToken);
        return end.Count == 0 ? null : end[0];
    }

    /// <summary>Which filter leads, and the values of its statements.</summary>
    private static async Task<(SearchLead Lead, object?[] Values)> Prepare(
        Session session, JobFilter filter, int looked, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = PrefixOf(filter.Text);
        var (low, high) = await RangeOf(session, filter, cancellationToken);
        var (lead, value) = LeadOf(filter, ids);
        return (lead, [low, high, looked, value, ids?.Last, limit, .. Others(filter, lead, now)]);
    }

    /// <summary>The filter with what the words of a search mean, unless they are the beginning of an id: a kind, else a tag. Null: nothing can match.</summary>
    private static async Task<JobFilter?> Resolve(Session session, JobFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Text is not { } text || PrefixOf(text) is not null) return filter;
        var kinds = await session.Command(HasKind, text).ReadAll(row => row.GetInt64(0), cancellationToken);
        if (kinds[0] > 0 && (filter.Kind ?? text) == text) return filter with { Kind = text, Text = null };
        return (filter.Tag ?? text) == text ? filter with { Tag = text, Text = null } : null;
    }

    /// <summary>Between which numbers rows may match.</summary>
    private static async Task<(long Low, long High)> RangeOf(Session session, JobFilter filter, CancellationToken cancellationToken)
    {
        var low = filter.CreatedFrom is { } from ? await FirstSince(session, StoredTime.Later(from, -Margin), cancellationToken) - 1 : 0;
        var high = filter.CreatedTo is { } to ? await FirstSince(session, StoredTime.Later(to, Margin), cancellationToken) : long.MaxValue;
        if (filter.Before is not { } cursor) return (low, high);
        return filter.OldestFirst ? (Math.Max(low, cursor), high) : (low, Math.Min(high, cursor));
    }

    /// <summary>Which filter leads, and what it looks for: the one that is likely to lead to the fewest rows.</summary>
    private static (SearchLead Lead, object? Value) LeadOf(JobFilter filter, (Guid First, Guid)? ids) => filter switch
    {
        _ when ids is { First: var first } => (SearchLead.Ids, first),
        { Batch: { } batch } => (SearchLead.Batch, JobRow.IdText(batch)),
        { ReplayOf: { } replayed } => (SearchLead.ReplayOf, JobRow.IdText(replayed)),
        { Schedule: { } schedule } => (SearchLead.Schedule, schedule),
        { Lane: { } lane } => (SearchLead.Lane, lane),
        { Tag: { } tag } => (SearchLead.Tag, tag),
        { Tenant: { } tenant and not JobId.DefaultTenant } => (SearchLead.Tenant, tenant),
        _ => (SearchLead.None, null),
    };

    /// <summary>The values by which the rows are tried.</summary>
    private static object?[] Others(JobFilter filter, SearchLead lead, DateTimeOffset now) =>
    [
        filter.Queue, filter.Kind, StoredTime.From(filter.CreatedFrom), StoredTime.From(filter.CreatedTo),
        ListQuery.PhaseOf(filter.State), RunAtAfter(filter.State, now), RunAtUntil(filter.State, now), filter.Lane,
        lead == SearchLead.Tag ? null : filter.Tag, filter.Schedule, JobRow.IdText(filter.ReplayOf), JobRow.IdText(filter.Batch), filter.Tenant,
    ];

    /// <summary>The first seq from which on rows are no older than <paramref name="time"/>; beyond the last if there is none.</summary>
    private static async Task<long> FirstSince(Session session, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var at = StoredTime.From(time);
        long low = 0, high = (await session.Command(Last).ReadAll(row => row.GetInt64(0), cancellationToken))[0] + 1;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var found = await session.Command(From, middle).ReadAll(row => (Seq: row.GetInt64(0), At: row.GetInt64(1)), cancellationToken);
            if (found.Count == 0 || found[0].At >= at) high = middle;
            else low = found[0].Seq + 1;
        }

        return low;
    }

    /// <summary>The ids that begin with this text; null if it is no beginning of one.</summary>
    private static (Guid First, Guid Last)? PrefixOf(string? text)
    {
        var digits = text?.Replace("-", "", StringComparison.Ordinal);
        if (digits is not { Length: >= FewestDigits and <= 32 } || !digits.All(char.IsAsciiHexDigit)) return null;
        return (Guid.ParseExact(digits.PadRight(32, '0'), "N"), Guid.ParseExact(digits.PadRight(32, 'f'), "N"));
    }

    private static long? RunAtAfter(JobState? state, DateTimeOffset now) => state == JobState.Scheduled ? StoredTime.From(now) : null;

    private static long? RunAtUntil(JobState? state, DateTimeOffset now) => state == JobState.Queued ? StoredTime.From(now) : null;
}

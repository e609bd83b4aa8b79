using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Finds jobs by filters that have no range of their own together. One filter leads: a batch, a schedule, a tag, the beginning of an id, or the
/// order of all jobs. At most <see cref="Looked"/> rows that it leads to are looked at for one page, from where the page
/// before ended; the other filters are tried on those. So a page may be short, and the work for it is bounded.
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

    public static readonly string ByTagDown = Matching("SELECT t.job AS seq FROM job_tags t WHERE t.tag = $9 AND t.job > $1 AND t.job < $2 ORDER BY t.job DESC LIMIT $3", "DESC");
    public static readonly string ByTagUp = Matching("SELECT t.job AS seq FROM job_tags t WHERE t.tag = $9 AND t.job > $1 AND t.job < $2 ORDER BY t.job LIMIT $3", "ASC");
    public static readonly string ByScheduleDown = Matching("SELECT x.seq FROM jobs x WHERE x.schedule IS NOT NULL AND x.schedule = $9 AND x.seq > $1 AND x.seq < $2 ORDER BY x.seq DESC LIMIT $3", "DESC");
    public static readonly string ByScheduleUp = Matching("SELECT x.seq FROM jobs x WHERE x.schedule IS NOT NULL AND x.schedule = $9 AND x.seq > $1 AND x.seq < $2 ORDER BY x.seq LIMIT $3", "ASC");
    public static readonly string ByBatchDown = Matching("SELECT x.seq FROM jobs x WHERE x.batch IS NOT NULL AND x.batch = $9 AND x.seq > $1 AND x.seq < $2 ORDER BY x.seq DESC LIMIT $3", "DESC");
    public static readonly string ByBatchUp = Matching("SELECT x.seq FROM jobs x WHERE x.batch IS NOT NULL AND x.batch = $9 AND x.seq > $1 AND x.seq < $2 ORDER BY x.seq LIMIT $3", "ASC");
    public static readonly string AllDown = Matching("SELECT x.seq FROM jobs x WHERE x.seq > $1 AND x.seq < $2 AND CAST($9 AS text) = '' ORDER BY x.seq DESC LIMIT $3", "DESC");
    public static readonly string AllUp = Matching("SELECT x.seq FROM jobs x WHERE x.seq > $1 AND x.seq < $2 AND CAST($9 AS text) = '' ORDER BY x.seq LIMIT $3", "ASC");

    public const string ByIds = "SELECT j.seq FROM jobs j WHERE j.id >= $1 AND j.id <= $2 ORDER BY j.id LIMIT $3";
    public const string HasKind = "SELECT COUNT(*) FROM (SELECT DISTINCT kind FROM job_counts WHERE kind = $1) c";
    public const string From = "SELECT j.seq, j.created_at FROM jobs j WHERE j.seq >= $1 ORDER BY j.seq LIMIT 1";
    public const string Last = "SELECT COALESCE(MAX(j.seq), 0) FROM jobs j";

    public static async Task<JobSearch> Read(Session session, JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (ids, resolved) = await Resolve(session, filter, cancellationToken);
        var low = resolved.CreatedFrom is { } from ? await FirstSince(session, StoredTime.Later(from, -Margin), cancellationToken) - 1 : 0;
        var high = resolved.CreatedTo is { } to ? await FirstSince(session, StoredTime.Later(to, Margin), cancellationToken) : long.MaxValue;
        if (resolved.Before is { } cursor) (low, high) = resolved.OldestFirst ? (Math.Max(low, cursor), high) : (low, Math.Min(high, cursor));
        return ids is null
            ? await Walk(session, resolved, low, high, now, cancellationToken)
            : await Pick(session, resolved, ids.Where(seq => seq > low && seq < high), now, cancellationToken);
    }

    /// <summary>Finds out what the words of a search mean: the beginning of an id, else a kind, else a tag.</summary>
    private static async Task<(List<long>? Ids, JobFilter Filter)> Resolve(Session session, JobFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Text is not { } text) return (null, filter);
        if (TryReadPrefix(text, out var first, out var last))
            return (await session.Command(ByIds, first, last, Looked).ReadAll(row => row.GetInt64(0), cancellationToken), filter);
        var kinds = await session.Command(HasKind, text).ReadAll(row => row.GetInt64(0), cancellationToken);
        if (kinds[0] > 0 && (filter.Kind ?? text) == text) return (null, filter with { Kind = text });
        return filter.Tag is null || filter.Tag == text ? (null, filter with { Tag = text }) : ([], filter);
    }

    private static async Task<JobSearch> Walk(Session session, JobFilter filter, long low, long high, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await Run(session, Statement(filter), filter, low, high, now, cancellationToken);
        if (rows.Count > filter.Limit) return Page(rows, filter.Limit);

        // The end of what was looked at may be no match.
        var looked = filter switch
        {
            { Batch: not null } => "SELECT j.seq FROM jobs j WHERE j.batch IS NOT NULL AND j.batch = $4 AND j.seq > $1 AND j.seq < $2",
            { Schedule: not null } => "SELECT j.seq FROM jobs j WHERE j.schedule IS NOT NULL AND j.schedule = $4 AND j.seq > $1 AND j.seq < $2",
            { Tag: not null } => "SELECT j.job AS seq FROM job_tags j WHERE j.tag = $4 AND j.job > $1 AND j.job < $2",
            _ => "SELECT j.seq FROM jobs j WHERE j.seq > $1 AND j.seq < $2 AND CAST($4 AS text) = ''",
        };
        var order = filter.OldestFirst ? "ASC" : "DESC";
        var end = await session.Command($"{looked} ORDER BY 1 {order} LIMIT 1 OFFSET $3", low, high, Looked - 1, Lead(filter)).ReadAll(row => row.GetInt64(0), cancellationToken);
        return new JobSearch(rows, end.Count == 0 ? null : end[0]);
    }

    private static async Task<JobSearch> Pick(Session session, JobFilter filter, IEnumerable<long> seqs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = new List<JobRecord>();
        foreach (var seq in filter.OldestFirst ? seqs.Order() : seqs.OrderDescending())
        {
            var one = await Run(session, Statement(filter), filter, seq - 1, seq + 1, now, cancellationToken);
            rows.AddRange(one);
            if (rows.Count > filter.Limit) return Page(rows, filter.Limit);
        }

        return new JobSearch(rows, null);
    }

    private static string Statement(JobFilter filter) => filter switch
    {
        { Batch: not null, OldestFirst: false } => ByBatchDown,
        { Batch: not null } => ByBatchUp,
        { Schedule: not null, OldestFirst: false } => ByScheduleDown,
        { Schedule: not null } => ByScheduleUp,
        { Tag: not null, OldestFirst: false } => ByTagDown,
        { Tag: not null } => ByTagUp,
        { OldestFirst: false } => AllDown,
        _ => AllUp,
    };

    private static string Lead(JobFilter filter) => filter.Batch is { } batch ? JobRow.BatchText(batch) : filter.Schedule ?? filter.Tag ?? "";

    private static JobSearch Page(List<JobRecord> rows, int limit) => new([.. rows.Take(limit)], rows[limit - 1].Seq);

    private static async Task<List<JobRecord>> Run(
        Session session, string statement, JobFilter filter, long low, long high, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await session.Command(
            statement, low, high, Looked, filter.Queue, filter.Kind,
            StoredTime.From(filter.CreatedFrom), StoredTime.From(filter.CreatedTo), filter.Limit + 1, Lead(filter),
            PhaseOf(filter.State), RunAtAfter(filter.State, now), RunAtUntil(filter.State, now), filter.Lane,
            filter is { Schedule: null, Batch: null } ? null : filter.Tag, filter.Batch is null ? null : filter.Schedule).ReadAll(row => JobRow.Read(row, brief: true), cancellationToken);
        return rows;
    }

    private static string Matching(string leading, string order) =>
        $"""
        SELECT {JobColumns.WithoutPayload} FROM ({leading}) c CROSS JOIN jobs j
        WHERE j.seq = c.seq
          AND (CAST($4 AS text) IS NULL OR j.queue = $4) AND (CAST($5 AS text) IS NULL OR j.kind = $5)
          AND (CAST($6 AS bigint) IS NULL OR j.created_at >= $6) AND (CAST($7 AS bigint) IS NULL OR j.created_at < $7)
          AND (CAST($13 AS text) IS NULL OR j.lane = $13)
          AND (CAST($14 AS text) IS NULL OR EXISTS (SELECT 1 FROM job_tags k WHERE k.job = j.seq AND k.tag = $14))
          AND (CAST($15 AS text) IS NULL OR j.schedule = $15)
          AND (CAST($10 AS int) IS NULL OR j.phase = $10 OR ($10 = 0 AND j.phase = -2))
          AND (CAST($11 AS bigint) IS NULL OR j.run_at > $11) AND (CAST($12 AS bigint) IS NULL OR j.run_at <= $12)
        ORDER BY j.seq {order} LIMIT $8
        """;

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

    private static bool TryReadPrefix(string text, out Guid first, out Guid last)
    {
        first = last = Guid.Empty;
        var digits = text.Replace("-", "", StringComparison.Ordinal);
        if (digits.Length is < FewestDigits or > 32 || !digits.All(char.IsAsciiHexDigit)) return false;
        first = Guid.ParseExact(digits.PadRight(32, '0'), "N");
        last = Guid.ParseExact(digits.PadRight(32, 'f'), "N");
        return true;
    }

    private static int? PhaseOf(JobState? state) => state switch
    {
        null => null,
        JobState.Scheduled or JobState.Queued => (int)JobPhase.Pending,
        JobState.Waiting => (int)JobPhase.Waiting,
        JobState.Running => (int)JobPhase.Running,
        JobState.Succeeded => (int)JobPhase.Succeeded,
        JobState.Failed => (int)JobPhase.Failed,
        JobState.Cancelled => (int)JobPhase.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "This is no state."),
    };

    private static long? RunAtAfter(JobState? state, DateTimeOffset now) => state == JobState.Scheduled ? StoredTime.From(now) : null;

    private static long? RunAtUntil(JobState? state, DateTimeOffset now) => state == JobState.Queued ? StoredTime.From(now) : null;
}

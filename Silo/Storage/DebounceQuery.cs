namespace OrleansJobs.Silo.Storage;

/// <summary>Finds the job that takes the submits of a debounce key: one at most, as an index sees to it.</summary>
internal static class DebounceQuery
{
    /// <summary>Of tenant $1, kind $2 and key $3. The conditions are those of the index.</summary>
    public const string Open =
        """
        SELECT j.id FROM jobs j
        WHERE j.tenant = $1 AND j.kind = $2 AND j.debounce_key = $3 AND j.debounce_until IS NOT NULL AND j.phase <= 0 AND j.started_at IS NULL
        """;

    public static async Task<Guid?> Find(Session session, string tenant, string kind, string key, CancellationToken cancellationToken) =>
        (await session.Command(Open, tenant, kind, key).ReadAll(row => (Guid?)JobRow.ReadId(row, 0), cancellationToken)).SingleOrDefault();
}

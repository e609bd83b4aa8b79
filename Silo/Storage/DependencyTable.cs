using System.Data.Common;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>The table of who waits for whose end. The writers run its statements within the writes of the jobs that they belong to.</summary>
internal sealed class DependencyTable(Database database) : IDependencyStore
{
    /// <summary>The child $2 waits for the parent $1.</summary>
    public const string Insert = "INSERT INTO job_dependencies (parent, child) VALUES ($1, $2) ON CONFLICT (parent, child) DO NOTHING";

    /// <summary>The parent $3 has ended in the phase $1 at $2.</summary>
    public const string End = "UPDATE job_dependencies SET outcome = $1, ended_at = $2 WHERE parent = $3 AND outcome IS NULL";

    /// <summary>The child $2 waits for the parent $1 no more.</summary>
    public const string Delete = "DELETE FROM job_dependencies WHERE parent = $1 AND child = $2";

    /// <summary>Whether the child $2 waits for the parent $1.</summary>
    public const string Find = "SELECT 1 FROM job_dependencies WHERE parent = $1 AND child = $2";

    public const string OfParent =
        "SELECT parent, child, outcome FROM job_dependencies WHERE parent = $1 AND child > $2 AND outcome IS NOT NULL ORDER BY child LIMIT $3";

    public const string Ended = "SELECT parent, child, outcome FROM job_dependencies WHERE ended_at > 0 ORDER BY ended_at LIMIT $1";

    public const string DeleteEnded = $"{Delete} AND outcome IS NOT NULL";

    public Task<IReadOnlyList<Dependency>> ReadEnded(Guid parent, Guid after, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<Dependency>>(
            async (session, token) => await session.Command(OfParent, parent, after, limit).ReadAll(Entry, token), cancellationToken);

    public Task<IReadOnlyList<Dependency>> ReadEnded(int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<Dependency>>(
            async (session, token) => await session.Command(Ended, limit).ReadAll(Entry, token), cancellationToken);

    public Task Drop(Guid parent, Guid child) =>
        database.Write((session, _) => session.Execute(DeleteEnded, parent, child));

    private static Dependency Entry(DbDataReader row) => new(JobRow.ReadId(row, 0), JobRow.ReadId(row, 1), (JobPhase)row.GetInt32(2));
}

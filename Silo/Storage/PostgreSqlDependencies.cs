using Npgsql;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>What writes of jobs change in the table of dependencies, on PostgreSQL's writing connection.</summary>
internal sealed class PostgreSqlDependencies(NpgsqlConnection connection)
{
    private const string FindAll =
        "SELECT child FROM job_dependencies d WHERE (d.parent, d.child) IN (SELECT p, c FROM unnest($1, $2) AS t (p, c))";

    private readonly record struct Row(Guid Parent, Guid Child);

    /// <summary>Those of the jobs that would wait for one that does not know of them.</summary>
    public HashSet<Guid> FindUnknown(IEnumerable<JobWork> children)
    {
        var rows = children.SelectMany(job => job.Write.After.Awaits.Select(parent => new Row(parent, job.Write.After.Id))).ToList();
        if (rows.Count == 0) return [];
        using var batch = new PostgreSqlBatch(connection);
        batch.Add(FindAll);
        batch.Ids([.. rows.Select(row => row.Parent)]);
        batch.Ids([.. rows.Select(row => row.Child)]);
        var known = new List<Guid>();
        using var reader = batch.Run();
        while (reader.Read()) known.Add(reader.GetGuid(0));
        var counts = known.CountBy(child => child).ToDictionary();
        return [.. rows.CountBy(row => row.Child).Where(child => counts.GetValueOrDefault(child.Key) < child.Value).Select(child => child.Key)];
    }

    /// <summary>Sorted: two processes that change the same rows take their locks in the same order.</summary>
    public void Write(IReadOnlyCollection<JobWrite> writes)
    {
        using var batch = new PostgreSqlBatch(connection);
        Run(batch, DependencyTable.Insert, writes.SelectMany(write => write.Children.Select(child => new Row(write.After.Id, child))));
        foreach (var end in writes.Where(write => write.EndsParent).Select(write => write.After).OrderBy(job => job.Id))
        {
            batch.Add(DependencyTable.End);
            batch.Integer((int)end.Phase);
            batch.Integer(StoredTime.From(end.EndedAt));
            batch.Id(end.Id);
        }

        Run(batch, DependencyTable.Delete, writes.SelectMany(write => write.Settled.Select(parent => new Row(parent, write.After.Id))));
        if (!batch.IsEmpty) batch.Run().Dispose();
    }

    private static void Run(PostgreSqlBatch batch, string statement, IEnumerable<Row> rows)
    {
        foreach (var row in rows.OrderBy(row => row.Parent).ThenBy(row => row.Child))
        {
            batch.Add(statement);
            batch.Id(row.Parent);
            batch.Id(row.Child);
        }
    }
}

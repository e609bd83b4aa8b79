using Npgsql;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// One process writes alone. Its session holds the advisory lock that keeps others out: when the connection is lost so is the
/// lock, and whoever takes it next raises the owner's epoch, which every commit compares.
/// </summary>
internal sealed class SoleClaim(Session session, Action<bool> owns) : IClaim
{
    private const string Owner = "SELECT epoch FROM engine_owner WHERE singleton FOR SHARE";
    private const string Claiming = "UPDATE engine_owner SET epoch = epoch + 1, owner = $1 WHERE singleton RETURNING epoch";

    private long _epoch;

    public long Shard => 0;

    // Waits for the commits of an earlier owner that are under way; none of them begins after this.
    public void Take(string owner)
    {
        _epoch = (long)session.Scalar(Claiming, owner)!;
        owns(true);
    }

    public void Drop() => owns(false);

    public void AddCheck(PostgreSqlBatch batch) => batch.Add(Owner);

    public void Check(NpgsqlDataReader reader)
    {
        if (!reader.Read() || reader.GetInt64(0) != _epoch)
            throw new OwnershipException("Another process has taken over the database.");
        reader.NextResult();
    }
}

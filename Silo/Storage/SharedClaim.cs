using Npgsql;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// The silos of a cluster write together, each under a shared lock that keeps out a process that wants to be alone. Nothing is
/// to be compared at a commit: what a silo wrongly declared dead still writes is refused row by row, as every rescued row has
/// another version and every queue that moved has another epoch.
/// </summary>
internal sealed class SharedClaim(Session session) : IClaim
{
    private const int Shards = 32;

    public long Shard { get; private set; }

    public void Take(string owner) => Shard = (int)session.Scalar("SELECT pg_backend_pid()")! % Shards;

    public void Drop()
    {
    }

    public void AddCheck(PostgreSqlBatch batch)
    {
    }

    public void Check(NpgsqlDataReader reader)
    {
    }
}

using Npgsql;

namespace OrleansJobs.Silo.Storage;

/// <summary>By what right a session writes to a PostgreSQL database.</summary>
internal interface IClaim
{
    /// <summary>Which rows of the counts this session adds to: those who write together each have others.</summary>
    long Shard { get; }

    /// <summary>Makes the claim, for the process of this name. Its lock is held already.</summary>
    void Take(string owner);

    /// <summary>The session is at its end.</summary>
    void Drop();

    /// <summary>Adds the statement, if any, that tells at the begin of a transaction whether the claim still holds.</summary>
    void AddCheck(PostgreSqlBatch batch);

    /// <summary>Reads that statement's answer, and goes on to the next one.</summary>
    /// <exception cref="OwnershipException">The claim holds no more.</exception>
    void Check(NpgsqlDataReader reader);
}

using System.Data.Common;

namespace OrleansJobs.Silo.Storage;

/// <summary>One kind of database: opens connections and knows what its errors mean.</summary>
internal interface IDatabaseDriver : IDisposable
{
    /// <summary>Which database this is, for people; no secrets.</summary>
    string Place { get; }

    /// <summary>Whether this process holds what makes it the only writer.</summary>
    bool IsOwner { get; }

    ISqlDialect Dialect { get; }

    /// <summary>The folder of this kind's migrations.</summary>
    string MigrationFolder { get; }

    /// <summary>Opens a connection for reads.</summary>
    Task<DbConnection> OpenReader(CancellationToken cancellationToken);

    /// <summary>Opens the one connection for writes, and takes the lock that keeps other processes out.</summary>
    /// <exception cref="OwnershipException">Another process holds it.</exception>
    IDatabaseWriter OpenWriter();

    /// <summary>What a failure before the commit means.</summary>
    Fault Classify(Exception error);

    /// <summary>Whether a commit that failed with this error may be on disk all the same.</summary>
    bool MayHaveCommitted(Exception error);
}

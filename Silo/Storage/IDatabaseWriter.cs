namespace OrleansJobs.Silo.Storage;

/// <summary>The connection that writes. Used by the group commit's thread alone; disposed after a failure.</summary>
internal interface IDatabaseWriter : IDisposable
{
    Session Session { get; }

    /// <summary>Keeps other processes from migrating at the same time, until the transaction ends.</summary>
    void LockMigrations();

    /// <summary>Makes this process, by name, the one whose commits count. Needs the current schema.</summary>
    void Claim(string owner);

    void Begin();

    /// <summary>
    /// Does the jobs' changes, each accepted or refused alone, and notes the outcome in each; checks that this process is
    /// still the owner. Called once in every transaction.
    /// </summary>
    void Write(IReadOnlyList<JobWork> jobs, CountDeltas counts);

    /// <summary>Adds up the counts.</summary>
    void Save(CountDeltas counts);

    void Commit();

    void Rollback();
}

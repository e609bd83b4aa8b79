using System.Data.Common;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>A database of which only the faults are real: each transaction asks the test how it goes.</summary>
internal sealed class ScriptedDriver : IDatabaseDriver, IDatabaseWriter
{
    /// <summary>How many items each transaction that began had, and what became of it.</summary>
    public List<string> Events { get; } = [];

    public Action OnBegin { get; set; } = () => { };

    public Action<IReadOnlyList<JobWork>> OnWrite { get; set; } = _ => { };

    public Action OnCommit { get; set; } = () => { };

    public Func<Exception, Fault> Meaning { get; set; } = _ => Fault.Store;

    public bool CommitIsDoubtful { get; set; }

    public string Place => "The scripted database";

    public bool IsOwner => true;

    public ISqlDialect Dialect { get; } = new SqliteDialect();

    public string MigrationFolder => "";

    public Session Session => null!;

    public Task<DbConnection> OpenReader(CancellationToken cancellationToken) => throw new NotSupportedException();

    public IDatabaseWriter OpenWriter()
    {
        Events.Add("open");
        return this;
    }

    public Fault Classify(Exception error) => Meaning(error);

    public bool MayHaveCommitted(Exception error) => CommitIsDoubtful;

    public void LockMigrations()
    {
    }

    public void Claim(string owner)
    {
    }

    public void Begin() => OnBegin();

    public void Write(IReadOnlyList<JobWork> jobs, CountDeltas counts) => OnWrite(jobs);

    public void Save(CountDeltas counts)
    {
    }

    public void Commit()
    {
        OnCommit();
        Events.Add("commit");
    }

    public void Rollback() => Events.Add("rollback");

    public void Dispose() => Events.Add("close");
}

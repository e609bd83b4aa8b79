using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Storage.Copy;
using OrleansJobs.Silo.Storage.Sealing;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// The one database of this process: many readers, one writer. Everything that is stored goes through it, so that all
/// writes share their commits.
/// </summary>
internal sealed class Database(
    IDatabaseDriver driver,
    StoreOwnership ownership,
    TimeProvider time,
    StoreMetrics metrics,
    IOptions<StorageOptions> options,
    ILogger<Database> logger) : IStoreHealth, IDisposable
{
    // A write that changes nothing: a file or a server that can only be read takes everything else.
    private const string Touch = "UPDATE engine_owner SET owner = owner";

    private readonly SessionPool _reads = new(driver, options.Value.ReadConnections);
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GroupCommit? _writes;

    /// <summary>Becomes the owner, brings the schema up to date and starts to take writes.</summary>
    /// <exception cref="StartException">It cannot: says why, for the person who starts the process.</exception>
    public void Start()
    {
        IDatabaseWriter? writer = null;
        try
        {
            writer = driver.OpenWriter();
            new Migrator(Migration.All(driver.MigrationFolder), driver.Place, time).Run(writer);
            CopyProgress.RefuseUnfinished(writer.Session, driver.Place);
            writer.Claim(ownership.Self);
        }
        catch (Exception error)
        {
            writer?.Dispose();
            throw error is StartException ? error : new StartException(
                error is OwnershipException ? error.Message : $"{driver.Place} cannot be opened: {error.Message}");
        }

        _writes = new GroupCommit(driver, writer, Reopen, options.Value, time, metrics, logger, end => _lost.TrySetResult(end.Message));
    }

    /// <summary>What of the rows is encrypted.</summary>
    public RowSealing Sealing { get; } = new(options.Value.Encryption);

    /// <summary>Completes, with what happened for people, when another process writes instead of this one.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Runs a read on a connection of its own.</summary>
    /// <exception cref="StoreException">The database cannot be read now.</exception>
    public Task<T> Read<T>(Func<Session, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        _reads.Read(read, cancellationToken);

    /// <summary>Makes the job's change in the next commit.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public Task<JobCommit> Write(JobWrite write)
    {
        var work = new JobWork(write, Sealing);
        Writes.Add(work);
        return work.Answer;
    }

    /// <summary>Runs statements in the next commit. They may be run again after a rollback: no other effects.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public Task<T> Write<T>(Func<Session, CountDeltas, T> run)
    {
        var work = new SqlWork<T>(run);
        Writes.Add(work);
        return work.Answer;
    }

    public async Task<bool> IsReachable(CancellationToken cancellationToken)
    {
        try
        {
            return await Write((session, _) => session.Execute(Touch) == 1).WaitAsync(cancellationToken);
        }
        catch (StoreException)
        {
            return false;
        }
    }

    /// <summary>Commits what is queued and closes.</summary>
    public void Dispose()
    {
        _writes?.Dispose();
        _reads.Dispose();
    }

    private GroupCommit Writes => _writes ?? throw new InvalidOperationException("The storage has not been started.");

    private IDatabaseWriter Reopen()
    {
        var writer = driver.OpenWriter();
        try
        {
            writer.Claim(ownership.Self);
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }
}

using System.Collections.Concurrent;
using System.Data.Common;

namespace OrleansJobs.Silo.Storage;

/// <summary>The connections for reads: at most so many, opened when first needed and kept.</summary>
internal sealed class SessionPool(IDatabaseDriver driver, int size) : IDisposable
{
    private readonly SemaphoreSlim _free = new(size);
    private readonly ConcurrentStack<Session> _idle = new();
    private volatile bool _closed;

    /// <summary>Runs the read on a connection of its own.</summary>
    /// <exception cref="StoreException">The database cannot be read now.</exception>
    public async Task<T> Read<T>(Func<Session, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await ReadOnFirstThatWorks(read, cancellationToken);
        }
        catch (DbException error)
        {
            throw new StoreException($"{driver.Place} cannot be read: {error.Message}", outcomeUnknown: false, error);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryPop(out var session)) session.Dispose();
    }

    /// <summary>All kept connections are dead when the server was restarted; a new one decides.</summary>
    private async Task<T> ReadOnFirstThatWorks<T>(Func<Session, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            var reused = _idle.TryPop(out var session);
            session ??= new Session(await driver.OpenReader(cancellationToken), driver.Dialect);
            try
            {
                var result = await read(session, cancellationToken);
                Keep(session);
                return result;
            }
            catch (Exception error)
            {
                session.Dispose();
                if (!reused || driver.Classify(error) != Fault.ConnectionLost) throw;
            }
        }
    }

    private void Keep(Session session)
    {
        _idle.Push(session);
        if (_closed) Dispose();
    }
}

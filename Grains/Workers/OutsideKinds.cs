using OrleansJobs.Grains.Jobs;
using OrleansJobs.Workers;

namespace OrleansJobs.Grains.Workers;

/// <summary>Keeps what this silo knows of the kinds that workers outside run as it is stored: never older than a second when it is asked for.</summary>
internal sealed class OutsideKinds(IKindStore store, JobKinds kinds, TimeProvider time)
{
    private static readonly TimeSpan LongestTrust = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long? _readAt;

    /// <summary>Makes sure that it is known whether there is such a kind, and how it is registered.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public ValueTask Know(string kind) =>
        kinds.RunsHere(kind) || (IsFresh && kinds.Find(kind) is not null) ? default : new ValueTask(Read());

    /// <inheritdoc cref="Know(string)"/>
    public async ValueTask Know(IEnumerable<string> names)
    {
        foreach (var name in names.Distinct()) await Know(name);
    }

    /// <summary>Reads all kinds.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public async Task Read()
    {
        var began = time.GetTimestamp();
        var read = await store.ListKinds(CancellationToken.None);
        lock (_lock)
        {
            if (_readAt > began) return;
            _readAt = began;
            kinds.Learn([.. read.Select(KindOf)]);
        }
    }

    private bool IsFresh
    {
        get
        {
            lock (_lock) return _readAt is { } at && time.GetElapsedTime(at) < LongestTrust;
        }
    }

    /// <summary>The same as before, if it is registered as before: a schema is costly to read.</summary>
    private JobKind KindOf(OutsideKind kind) => kinds.FindOutside(kind.Name) is WorkerKind known && known.Registered == kind ? known : new WorkerKind(kind);
}

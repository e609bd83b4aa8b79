using OrleansJobs.Workers;

namespace OrleansJobs.Grains.Workers;

/// <summary>The kinds of job that workers outside run.</summary>
public interface IKindStore
{
    /// <summary>Stores a kind, instead of one of its name; whether there was none.</summary>
    /// <exception cref="StoreException">The store failed; it may be stored.</exception>
    Task<bool> PutKind(OutsideKind kind);

    /// <summary>Forgets a kind; whether there was one.</summary>
    /// <exception cref="StoreException">The store failed; it may be forgotten.</exception>
    Task<bool> RemoveKind(string name);

    /// <summary>All kinds, by name (ordinal).</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<OutsideKind>> ListKinds(CancellationToken cancellationToken);
}

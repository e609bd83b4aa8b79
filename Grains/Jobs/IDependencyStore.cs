namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// The table of who waits for whose end. Rows come with a write of the parent, get its outcome in the commit of its end, and go with the
/// write of the child that takes note of it.
/// </summary>
public interface IDependencyStore
{
    /// <summary>Those who wait for a job that has ended, by child after <paramref name="after"/>; at most <paramref name="limit"/>.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<Dependency>> ReadEnded(Guid parent, Guid after, int limit, CancellationToken cancellationToken);

    /// <summary>Whatever nobody has taken note of, the oldest ends first; at most <paramref name="limit"/>.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<Dependency>> ReadEnded(int limit, CancellationToken cancellationToken);

    /// <summary>Drops one, if the parent has ended.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    Task Drop(Guid parent, Guid child);
}

namespace OrleansJobs.Silo.Storage;

/// <summary>Tells whether the store works, for readiness checks.</summary>
public interface IStoreHealth
{
    /// <summary>Whether a write would be committed now: the database answers, and this process is its owner.</summary>
    Task<bool> IsReachable(CancellationToken cancellationToken);
}

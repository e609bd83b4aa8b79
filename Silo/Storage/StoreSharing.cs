namespace OrleansJobs.Silo.Storage;

/// <summary>Whether the silos of a cluster write to the database together, or one process alone.</summary>
/// <param name="IsShared">
/// True lets in every process that says the same and keeps out one that wants to be alone. Who of them is dead is then for
/// their membership to say, not for a lock.
/// </param>
internal sealed record StoreSharing(bool IsShared);

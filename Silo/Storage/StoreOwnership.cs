using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Who runs what the table says is running, when one process owns the database: its claim proves that every other
/// owner is dead, or may write no more. While the claim is lost, nothing is proved, and nothing is acknowledged either.
/// </summary>
internal sealed class StoreOwnership(IDatabaseDriver driver, IIdSource ids) : IOwners
{
    public string Self { get; } = $"{Environment.MachineName}/{ids.NewId():N}";

    public bool IsDead(string owner) => driver.IsOwner && owner != Self;
}

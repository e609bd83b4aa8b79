using OrleansJobs.Grains.Workers;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Workers;

namespace OrleansJobs.Tests.Support;

internal sealed partial class MemoryJobStore : IKindStore
{
    private readonly KindRows _kinds = new();

    public Task<bool> PutKind(OutsideKind kind)
    {
        lock (_lock) return Task.FromResult(_kinds.Put(kind));
    }

    public Task<bool> RemoveKind(string name)
    {
        lock (_lock) return Task.FromResult(_kinds.Remove(name));
    }

    public Task<IReadOnlyList<OutsideKind>> ListKinds(CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_kinds.All());
    }
}

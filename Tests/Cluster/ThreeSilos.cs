using Xunit;

namespace OrleansJobs.Tests.Cluster;

/// <summary>A cluster of three silos and a web process, started once for the tests that kill or stop some of them.</summary>
[CollectionDefinition(nameof(ThreeSilos))]
public sealed class ThreeSilos : ICollectionFixture<ThreeSilos>, IAsyncLifetime
{
    private ClusterProcesses? _cluster;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cluster?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    /// <summary>The cluster, with the silos that a test before this one took away.</summary>
    internal async Task<ClusterProcesses> Whole()
    {
        _cluster ??= ClusterProcesses.Start();
        await _cluster.StartMissing();
        await _cluster.Web.WhenReady();
        return _cluster;
    }
}

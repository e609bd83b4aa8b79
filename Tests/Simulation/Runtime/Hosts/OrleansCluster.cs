using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;
using OrleansJobs.Tests.Hosting;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>A silo of Microsoft Orleans for behaviour tests, with real time and threads.</summary>
public sealed class OrleansCluster : IRuntimeHost, IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private InProcessTestCluster _cluster = null!;

    public IGrainFactory Grains => _cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();

    public SeenLogs Logs { get; } = new();

    public TestStorage Storage { get; } = new();

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Configure<GrainDirectoryOptions>(TestSilo.KeepSmall);
            silo.Services.AddShared(Logs, Storage);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public Task Run(Func<Task> test) => test().WaitAsync(Longest);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();
}

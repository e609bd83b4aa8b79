using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using OrleansJobs.Grains;
using OrleansJobs.Silo.Embedded;
using OrleansJobs.Tests.Support;

namespace OrleansJobs.Tests.Hosting;

/// <summary>One embedded silo in this process.</summary>
internal sealed class TestSilo : ITestSilo
{
    /// <summary>How many silos there are.</summary>
    public static short Silos => 1;

    private readonly ServiceProvider _services;

    private TestSilo(ServiceProvider services) => _services = services;

    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _services;

    /// <summary>Starts the silo.</summary>
    /// <param name="configure">Adds services.</param>
    /// <param name="alone">One silo, whatever the host can; this one has no more.</param>
    public static async Task<ITestSilo> Start(Action<IServiceCollection> configure, bool alone = false)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IGrainStorage, InMemoryGrainStorage>();
        services.AddEmbeddedSilo(silo => silo.GrainAssemblies.Add(typeof(EngineServices).Assembly));
        configure(services);
        var silo = new TestSilo(services.BuildServiceProvider());
        foreach (var part in silo._services.GetServices<IHostedService>()) await part.StartAsync(CancellationToken.None);
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _services.GetServices<IHostedService>().Reverse()) await part.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}

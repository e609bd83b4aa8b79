using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using OrleansJobs.Silo.Storage;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>Orleans' own provider of grain states, configured as a silo configures it, without the silo.</summary>
internal static class OrleansGrainStates
{
    public static IGrainStorage Open(StorageOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Storage:Provider"] = $"{options.Provider}";
        builder.Services.AddSingleton(Options.Create(options));
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(serviceId: options.ServiceId);
            silo.KeepGrainStates(builder.Configuration);
        });
        var storage = Assert.IsType<AdoNetGrainStorage>(builder.Build().Services.GetRequiredService<IGrainStorage>());
        var start = new FirstStage();
        storage.Participate(start);
        start.Observer!.OnStart(CancellationToken.None).GetAwaiter().GetResult();
        return storage;
    }

    /// <summary>Keeps the one part that wants to be started.</summary>
    private sealed class FirstStage : ISiloLifecycle
    {
        public ILifecycleObserver? Observer { get; private set; }

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => int.MaxValue;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            Observer = observer;
            return new MemoryStream();
        }
    }
}

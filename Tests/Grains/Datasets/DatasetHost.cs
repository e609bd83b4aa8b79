using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Datasets;
using OrleansJobs.Grains.Datasets;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Datasets;

/// <summary>The engine with datasets on one silo: where they come from and how many are uploaded is of one process.</summary>
public sealed class DatasetHost : IAsyncLifetime
{
    internal MemoryDatasetStore Store { get; } = new();

    internal EngineHost Engine { get; private set; } = null!;

    internal IGrainFactory Grains => Engine.Grains;

    public Task InitializeAsync() => Start();

    public async Task DisposeAsync() => await Engine.DisposeAsync();

    internal async Task Restart(Action<DatasetOptions>? configure = null, TimeProvider? time = null)
    {
        await Engine.DisposeAsync();
        await Start(configure, time);
    }

    internal IDatasetGrain Dataset(string name) => Grains.GetGrain<IDatasetGrain>(name);

    /// <summary>Uploads a CSV in pieces of so many bytes.</summary>
    internal async Task<UploadResult> Upload(string name, string csv, int piece = 1_000)
    {
        var id = Guid.NewGuid();
        var pieces = SampleCsv.Bytes(csv).Chunk(piece).DefaultIfEmpty([]).ToList();
        for (var number = 0; number < pieces.Count; number++)
        {
            if (await Dataset(name).Append(id, number, [.. pieces[number]]) is { } fault) return fault;
        }

        return await Dataset(name).Finish(id, pieces.Count);
    }

    private async Task Start(Action<DatasetOptions>? configure = null, TimeProvider? time = null)
    {
        Engine = await EngineHost.Start(configure: services =>
        {
            services.AddDatasets();
            services.AddSingleton<IDatasetStore>(Store);
            services.Configure(configure ?? (_ => { }));
            if (time is not null) services.AddSingleton(time);
        }, alone: true);
        await Engine.Services.GetRequiredService<DefaultDataset>().Load(CancellationToken.None);
    }
}

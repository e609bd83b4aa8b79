using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// Grain states in memory, guarded by etags; several silos may share one. States are kept by reference, so they must be
/// immutable.
/// </summary>
public sealed class InMemoryGrainStorage : IGrainStorage
{
    private static readonly IActivatorProvider Activators = OrleansTypes.All.Services.GetRequiredService<IActivatorProvider>();

    private readonly Dictionary<(string Name, GrainId Id), (object? State, long Version)> _rows = [];

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.RecordExists = _rows.TryGetValue((stateName, grainId), out var row);
        grainState.ETag = grainState.RecordExists ? Etag(row.Version) : null;
        if (grainState.RecordExists)
            grainState.State = (T?)row.State;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = CheckedVersion(stateName, grainId, grainState.ETag) + 1;
        _rows[(stateName, grainId)] = (grainState.State, version);
        grainState.ETag = Etag(version);
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        CheckedVersion(stateName, grainId, grainState.ETag);
        _rows.Remove((stateName, grainId));
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = Activators.GetActivator<T>().Create();
        return Task.CompletedTask;
    }

    private static string Etag(long version) => version.ToString(CultureInfo.InvariantCulture);

    private long CheckedVersion(string stateName, GrainId grainId, string? etag)
    {
        var version = _rows.TryGetValue((stateName, grainId), out var row) ? row.Version : 0;
        var stored = version == 0 ? null : Etag(version);
        return stored == etag
            ? version
            : throw new InconsistentStateException($"State '{stateName}' of {grainId} was written by another.", stored, etag);
    }
}

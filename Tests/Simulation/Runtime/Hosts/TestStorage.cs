using System.Collections.Concurrent;
using Orleans.Storage;
using OrleansJobs.Simulation.Runtime;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>States in memory, whose faults a test chooses by the grain's key.</summary>
public sealed class TestStorage : IGrainStorage
{
    private readonly InMemoryGrainStorage _states = new();
    private readonly ConcurrentDictionary<string, int> _writes = new();
    private readonly ConcurrentDictionary<string, int> _reads = new();
    private readonly ConcurrentDictionary<string, Exception> _broken = new();
    private readonly ConcurrentDictionary<string, Task> _held = new();

    public int Writes(string key) => _writes.GetValueOrDefault(key);

    public int Reads(string key) => _reads.GetValueOrDefault(key);

    /// <summary>From now on reads and writes of the grain fail.</summary>
    public void Break(string key, Exception failure) => _broken[key] = failure;

    /// <summary>Holds its writes up.</summary>
    public void Hold(string key, Task until) => _held[key] = until;

    /// <summary>Writes a state as another activation of the grain might.</summary>
    public async Task Overwrite<T>(string stateName, IAddressable grain, T state)
    {
        var row = new GrainState<T>();
        await Locked(() => _states.ReadStateAsync(stateName, grain.GetGrainId(), row));
        row.State = state;
        await Locked(() => _states.WriteStateAsync(stateName, grain.GetGrainId(), row));
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Count(_reads, grainId);
        return Locked(() => _states.ReadStateAsync(stateName, grainId, grainState));
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Count(_writes, grainId);
        if (_held.TryGetValue(grainId.Key.ToString()!, out var held)) await held;
        await Locked(() => _states.WriteStateAsync(stateName, grainId, grainState));
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Locked(() => _states.ClearStateAsync(stateName, grainId, grainState));

    private void Count(ConcurrentDictionary<string, int> counts, GrainId grainId)
    {
        var key = grainId.Key.ToString()!;
        if (_broken.TryGetValue(key, out var failure)) throw failure;
        counts.AddOrUpdate(key, 1, (_, count) => count + 1);
    }

    private Task Locked(Func<Task> operation)
    {
        lock (_states) return operation();
    }
}

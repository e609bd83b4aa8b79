using Orleans.Storage;
using OrleansJobs.Simulation.Runtime;

namespace OrleansJobs.Simulation.Store;

/// <summary>The states of grains, which one silo reads and writes over its connection to the database.</summary>
internal sealed class StatePort(InMemoryGrainStorage states, StoreLine line) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        await await line.Read(() => states.ReadStateAsync(stateName, grainId, grainState));

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        await Commit(grainState, copy => states.WriteStateAsync(stateName, grainId, copy));

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        await Commit(grainState, copy => states.ClearStateAsync(stateName, grainId, copy));

    /// <summary>Writes what the state is now, and tells the grain of the new etag only if it gets the answer.</summary>
    private async Task Commit<T>(IGrainState<T> state, Func<IGrainState<T>, Task> write)
    {
        var copy = new GrainState<T>(state.State!, state.ETag!) { RecordExists = state.RecordExists };
        await await line.Commit(() =>
        {
            try
            {
                return write(copy);
            }
            catch (InconsistentStateException conflict)
            {
                return Task.FromException(conflict);
            }
        });
        state.ETag = copy.ETag;
        state.RecordExists = copy.RecordExists;
    }
}

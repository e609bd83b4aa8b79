using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// Keeps the states of grains, each under its state name and grain id, guarded by an etag. The overloads with a token
/// drop it unless implemented.
/// </summary>
public interface IGrainStorage
{
    /// <summary>
    /// Sets state, etag and existence. Nothing stored: the etag is null, existence false, and the state stays the
    /// fresh one it came with.
    /// </summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <inheritdoc cref="ReadStateAsync{T}(string, GrainId, IGrainState{T})"/>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        ReadStateAsync(stateName, grainId, grainState);

    /// <summary>Stores the state if the etag is still the stored one, and sets a new etag and existence.</summary>
    /// <exception cref="InconsistentStateException">The etag is not the stored one.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <inheritdoc cref="WriteStateAsync{T}(string, GrainId, IGrainState{T})"/>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        WriteStateAsync(stateName, grainId, grainState);

    /// <summary>Removes the record if the etag is still the stored one; the state becomes a fresh one.</summary>
    /// <exception cref="InconsistentStateException">The etag is not the stored one.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <inheritdoc cref="ClearStateAsync{T}(string, GrainId, IGrainState{T})"/>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        ClearStateAsync(stateName, grainId, grainState);
}

namespace Orleans.Core;

/// <summary>The stored record behind a grain's state. Used from the activation's turns only.</summary>
public interface IStorage
{
    /// <summary>Version of the record that was last read or written; null if there is none.</summary>
    string? Etag { get; }

    bool RecordExists { get; }

    /// <summary>Removes the record and starts with a fresh state.</summary>
    Task ClearStateAsync();

    /// <summary>Stores the state as it is when the write begins, which may be later than this call.</summary>
    /// <exception cref="Storage.InconsistentStateException">Somebody else wrote since the last read.</exception>
    Task WriteStateAsync();

    /// <summary>Replaces the state by what is stored.</summary>
    Task ReadStateAsync();

    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}

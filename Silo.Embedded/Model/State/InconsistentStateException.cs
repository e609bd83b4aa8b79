using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// The record in storage is not the one this state came from. If it escapes a call of the activation that met it, the
/// activation ends, and the next call starts from what is stored. A subset of Orleans' members.
/// </summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    public InconsistentStateException()
    {
    }

    public InconsistentStateException(string message)
        : base(message)
    {
    }

    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
        : this(storageException.Message, storedEtag, currentEtag, storageException)
    {
    }

    /// <summary>The version found in storage.</summary>
    [Id(1)]
    public string? StoredEtag { get; private set; }

    /// <summary>The version the grain had.</summary>
    [Id(2)]
    public string? CurrentEtag { get; private set; }

    /// <summary>False once it has reached a caller: only the activation that met it ends because of it.</summary>
    [Id(0)]
    internal bool IsSourceActivation { get; set; } = true;
}

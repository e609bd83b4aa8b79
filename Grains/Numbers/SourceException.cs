namespace OrleansJobs.Grains.Numbers;

/// <summary>A numbers source did not give what was asked for.</summary>
public sealed class SourceException : Exception
{
    public SourceException()
    {
    }

    /// <param name="message">What it did wrong: a sentence for callers, which names no address.</param>
    public SourceException(string message)
        : base(message)
    {
    }

    /// <param name="message">What it did wrong: a sentence for callers, which names no address.</param>
    /// <param name="innerException">What caused it.</param>
    public SourceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the source may well do better when it is asked again at once.</summary>
    public bool MayPass { get; init; }
}

namespace Orleans.Runtime;

/// <summary>A timer of one activation. Disposing it stops the ticks and cancels the token of a running one.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Replaces due time and period: at once, or when the running tick has ended.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}

using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>When a grain timer ticks, and what its ticks may do. A subset of Orleans' members.</summary>
public readonly struct GrainTimerCreationOptions()
{
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
        : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Time to the first tick. Zero: at once. <see cref="Timeout.InfiniteTimeSpan"/>: not until changed.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>From the end of a tick to the next. <see cref="Timeout.InfiniteTimeSpan"/>: one tick only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks may run beside calls and other ticks. Default false: they wait their turn.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether a tick counts as use and puts off idle collection. Default false.</summary>
    public bool KeepAlive { get; init; }
}

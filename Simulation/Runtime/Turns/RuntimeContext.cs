namespace OrleansJobs.Simulation.Runtime;

/// <summary>Whose turn the current thread is running.</summary>
internal static class RuntimeContext
{
    [ThreadStatic]
    private static TurnScheduler? _turns;

    public static TurnScheduler? Turns
    {
        get => _turns;
        set => _turns = value;
    }

    /// <summary>The activation; null between turns and outside of grains.</summary>
    public static Activation? Current => _turns?.Owner;
}

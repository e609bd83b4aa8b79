namespace OrleansJobs.Silo.Embedded;

/// <summary>Which activation's turn the current thread is running; null between turns and outside of grains.</summary>
internal static class RuntimeContext
{
    [ThreadStatic]
    private static IActivation? _current;

    public static IActivation? Current
    {
        get => _current;
        set => _current = value;
    }
}

namespace OrleansJobs.Numbers;

/// <summary>How many numbers one sum may take.</summary>
public static class NumbersCount
{
    /// <summary>The most that can be asked for.</summary>
    public const int Most = 100_000_000;

    /// <summary>What the built-in source gives by itself: 0 to 1,000,000.</summary>
    public const int Default = 1_000_001;
}

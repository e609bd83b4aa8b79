namespace OrleansJobs.Grains.Jobs;

/// <summary>How long to wait before the store is asked again that failed: from 50 ms on twice as long each time, at most 2 s.</summary>
internal static class StorePause
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public static TimeSpan First { get; } = TimeSpan.FromMilliseconds(50);

    public static TimeSpan After(TimeSpan pause) => pause * 2 < Longest ? pause * 2 : Longest;
}

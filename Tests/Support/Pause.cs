namespace OrleansJobs.Tests.Support;

/// <summary>
/// The pause between two looks at what another process does: who asks without one takes the processor from it. Nothing depends on how
/// long it is.
/// </summary>
internal static class Pause
{
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(20);

    public static Task BetweenLooks() => Task.Delay(Length);
}

namespace OrleansJobs.Grains.Jobs;

/// <summary>How long to wait before the store is asked again that failed: from 50 ms on twice as long each time, at most 2 s.</summary>
internal static class StorePause
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public static TimeSpan First { get; } = TimeSpan.FromMilliseconds(50);

    public static TimeSpan After(TimeSpan pause) => pause * 2 < Longest ? pause * 2 : Longest;

    /// <summary>Asks for what may be repeated until there is an answer.</summary>
    /// <param name="ask">It may fail with an <see cref="IOException"/>: then it is not known what it has done.</param>
    /// <param name="isNone">Whether what it gave is no answer either.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="stopping">Fires when the attempt is over for which it is asked.</param>
    /// <exception cref="OperationCanceledException">It has fired.</exception>
    public static async Task<T> Insist<T>(Func<Task<T>> ask, Func<T, bool> isNone, TimeProvider time, CancellationToken stopping)
    {
        for (var pause = First; ; pause = After(pause))
        {
            try
            {
                if (await ask() is var answer && !isNone(answer)) return answer;
            }
            catch (IOException)
            {
                // Asked again.
            }

            await Task.Delay(pause, time, stopping);
        }
    }
}

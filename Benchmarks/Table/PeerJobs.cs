namespace OrleansJobs.Benchmarks.Table;

/// <summary>The jobs of others: they do nothing but be counted.</summary>
public static class PeerJobs
{
    private static int _run;

    public static void Run() => Interlocked.Increment(ref _run);

    internal static void Forget() => Volatile.Write(ref _run, 0);

    internal static async Task WhenRun(int jobs)
    {
        while (Volatile.Read(ref _run) < jobs) await Task.Delay(2);
    }
}

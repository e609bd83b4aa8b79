namespace OrleansJobs.Grains.Jobs;

/// <summary>Where handlers run: never on a grain's scheduler, so that one that blocks cannot silence its job.</summary>
public interface IAttemptExecutor
{
    /// <summary>Starts <paramref name="work"/> elsewhere and answers as it does.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cpuBound">Whether it computes rather than waits; such work gets at most one thread a core.</param>
    Task<T> Run<T>(Func<Task<T>> work, bool cpuBound);
}

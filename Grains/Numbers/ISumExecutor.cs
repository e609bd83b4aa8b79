namespace OrleansJobs.Grains.Numbers;

/// <summary>Where sums are made: on a few threads of their own, never on a grain's scheduler or the web server's threads.</summary>
public interface ISumExecutor
{
    /// <summary>Starts <paramref name="work"/> there, and goes on with it there after each wait.</summary>
    Task<T> Run<T>(Func<Task<T>> work);
}

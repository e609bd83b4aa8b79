using System.Collections.Concurrent;
using OrleansJobs.Client;
using OrleansJobs.Dashboard.Hosting;

namespace OrleansJobs.Dashboard.Parts;

/// <summary>
/// What many read at the same time is read once: by whoever comes first, with their credentials, and given to all who may see the same until it is a second old. So
/// the pages that stay open on many screens cost hardly more than one.
/// </summary>
internal sealed class Shared(TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(Type What, string Rights), Reading> _readings = new();

    /// <summary>What was read within the last second, or is read now.</summary>
    /// <param name="reader">Who asks: what they may not see they are not given.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="OrleansJobsException">It cannot be read.</exception>
    public Task<T> Get<T>(Reader reader, Func<Task<T>> read)
    {
        var key = (typeof(T), reader.Rights);
        if (_readings.TryGetValue(key, out var known) && time.GetElapsedTime(known.At) < Fresh) return (Task<T>)known.Task;
        var reading = read();
        _readings[key] = new Reading(time.GetTimestamp(), reading);
        return reading;
    }

    private sealed record Reading(long At, Task Task);
}

using System.Text.Json;
using OrleansJobs.Batches;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>The jobs to which a handler has fanned out, all of which have ended; one that was retried since may run again.</summary>
public sealed class JobChildren
{
    private readonly Batch _batch;
    private readonly OtherJobs _others;

    internal JobChildren(Batch batch, int count, OtherJobs others)
    {
        _batch = batch;
        _others = others;
        Count = count;
    }

    /// <summary>The batch that they are.</summary>
    public Guid Batch => _batch.Id;

    /// <summary>How many they are.</summary>
    public int Count { get; }

    /// <summary>How many have succeeded.</summary>
    public long Succeeded => _batch.Succeeded;

    /// <summary>How many have failed.</summary>
    public long Failed => _batch.Failed;

    /// <summary>How many were cancelled.</summary>
    public long Cancelled => _batch.Cancelled;

    /// <summary>One of them, as it is now. Null if it has been deleted, or was never made, as the batch was cancelled before.</summary>
    /// <param name="index">Its place among the jobs that were asked for, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    /// <exception cref="IOException">The store cannot be read now; it may be tried again.</exception>
    public Task<Job?> Get(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _others.Read(JobId.OfMember(Batch, index));
    }

    /// <summary>The result of one of them; default if it did not succeed or has none, or no more.</summary>
    /// <param name="index">As for <see cref="Get"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    /// <exception cref="IOException">The store cannot be read now; it may be tried again.</exception>
    /// <exception cref="JsonException">The result does not fit the type.</exception>
    public async Task<T?> GetResult<T>(int index) =>
        (await Get(index))?.Result is { } result ? result.Read<T>() : default;
}

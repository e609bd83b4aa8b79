using Microsoft.Extensions.Options;

namespace OrleansJobs.Grains.Datasets;

/// <summary>Counts the uploads under way on this silo, each of which has a table in memory.</summary>
internal sealed class UploadSlots(IOptions<DatasetOptions> options)
{
    private int _taken;

    /// <summary>Takes a slot, if one is free.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= options.Value.Uploads) return true;
        Release();
        return false;
    }

    /// <summary>Gives a slot back.</summary>
    public void Release() => Interlocked.Decrement(ref _taken);
}

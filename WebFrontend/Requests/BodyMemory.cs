using OrleansJobs.WebFrontend.Datasets;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// What the bodies of all requests together may take in memory. The first 64 KiB of each are free: they are no more than a
/// connection takes anyway, and small requests go on while large ones are refused.
/// </summary>
internal sealed class BodyMemory(IOptions<RequestLimitOptions> limits, IOptions<DatasetRequestOptions> datasets)
{
    /// <summary>Bytes of each body that do not count.</summary>
    public const int Free = 64 << 10;

    private readonly long _room = new[]
    {
        limits.Value.BodiesInFlight, limits.Value.RequestBody, limits.Value.BatchBody, datasets.Value.Question,
    }.Max();

    private long _held;

    /// <summary>Holds room for a body of a length, besides what is held for it already.</summary>
    /// <param name="held">The room that it has, which follows.</param>
    /// <param name="length">Its length as announced, or so far, in bytes.</param>
    /// <returns>Whether there is room for it now.</returns>
    public bool TryGrow(ref long held, long length)
    {
        var more = length - Free - held;
        if (more <= 0) return true;
        if (Interlocked.Add(ref _held, more) > _room)
        {
            Release(more);
            return false;
        }

        held += more;
        return true;
    }

    /// <summary>Gives room back.</summary>
    public void Release(long held) => Interlocked.Add(ref _held, -held);
}

using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Push;

/// <summary>Sends the requests of jobs.</summary>
public interface IPushClient
{
    /// <summary>Sends a request, and follows redirects as it says.</summary>
    /// <param name="request">The request.</param>
    /// <param name="timeout">How long all of it may take.</param>
    /// <param name="isWanted">Whether a status is what is asked for: then it is no redirect.</param>
    /// <param name="cancellationToken">Fires when nobody wants the answer any more.</param>
    /// <exception cref="NonRetryableException">A receiver, or one to which it redirects, may not be reached.</exception>
    /// <exception cref="TimeoutException">There was no complete answer in time.</exception>
    /// <exception cref="IOException">There was none, for another reason.</exception>
    Task<PushAnswer> Send(PushRequest request, TimeSpan timeout, Func<int, bool> isWanted, CancellationToken cancellationToken);
}

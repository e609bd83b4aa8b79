using System.Collections.Concurrent;
using System.Net.Http.Headers;
using OrleansJobs.Grains.Push;

namespace OrleansJobs.Tests.Grains.Push;

/// <summary>Receivers that answer with statuses, one a request; the last one stays.</summary>
internal sealed class FakePushClient(params int[] statuses) : IPushClient
{
    private int _requests;

    public ConcurrentQueue<PushRequest> Requests { get; } = new();

    /// <summary>The header Retry-After of each answer.</summary>
    public RetryConditionHeaderValue? RetryAfter { get; set; }

    public Task<PushAnswer> Send(PushRequest request, TimeSpan timeout, Func<int, bool> isWanted, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        var status = statuses[Math.Min(Interlocked.Increment(ref _requests), statuses.Length) - 1];
        return Task.FromResult(new PushAnswer(status, [], RetryAfter, [], IsCut: false));
    }
}

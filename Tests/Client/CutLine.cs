using System.Net;

namespace OrleansJobs.Tests.Client;

/// <summary>A line to the service that a test can cut, for all requests or for some.</summary>
internal sealed class CutLine() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly TaskCompletionSource _wasCut = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Which requests do not get through; null: all do.</summary>
    public Func<HttpRequestMessage, bool>? Cuts { get; set; }

    /// <summary>Whether requests that are cut come to the service all the same, and only their answers get lost.</summary>
    public bool OnlyAnswers { get; init; }

    /// <summary>Ends when the first request has been cut.</summary>
    public Task WasCut => _wasCut.Task;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var cut = Cuts?.Invoke(request) == true;
        var response = cut && !OnlyAnswers ? null : await base.SendAsync(request, cancellationToken);
        if (!cut) return response!;
        response?.Dispose();
        _wasCut.TrySetResult();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The line is cut.", null, HttpStatusCode.OK);
    }
}

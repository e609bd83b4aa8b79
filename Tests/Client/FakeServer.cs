using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Client;

namespace OrleansJobs.Tests.Client;

/// <summary>Answers a client as a test says, one request after the other, on a clock that stands until it is advanced.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    public const string JobJson = """{"id":"0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11","kind":"noop","queue":"default","state":"queued","tags":[],"attempts":[]}""";

    private readonly List<Received> _requests = [];
    private readonly Queue<Func<HttpResponseMessage>> _answers = new();

    public FakeServer(OrleansJobsClientOptions? options = null)
    {
        options ??= new();
        options.TimeProvider = Clock;
        Client = new OrleansJobsClient(new HttpClient(this) { BaseAddress = new Uri("http://jobs.test/base") }, options);
    }

    public SeenClock Clock { get; } = new();

    public OrleansJobsClient Client { get; }

    /// <summary>What came.</summary>
    public List<Received> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    /// <summary>The next request is answered so.</summary>
    public FakeServer Answers(int status, string body = "", string mediaType = "application/json", int? retryAfter = null)
    {
        _answers.Enqueue(() =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
            if (retryAfter is { } seconds) response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
            return response;
        });
        return this;
    }

    /// <summary>The next request is refused so.</summary>
    public FakeServer Refuses(int status, string slug, int? retryAfter = null) =>
        Answers(status, $$"""{"type":"/problems/{{slug}}","title":"No","status":{{status}},"detail":"Not so."}""", "application/problem+json", retryAfter);

    /// <summary>The next request is answered with events, whose stream then ends, or stays open and silent.</summary>
    public FakeServer Streams(string events, bool staysOpen = false)
    {
        _answers.Enqueue(() => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EventBody(events, staysOpen)) });
        return this;
    }

    /// <summary>The next request is not answered.</summary>
    public FakeServer Loses(HttpRequestError error = HttpRequestError.ResponseEnded)
    {
        _answers.Enqueue(() => throw new HttpRequestException(error, "The connection broke."));
        return this;
    }

    /// <summary>Lets time pass until a task has ended.</summary>
    public async Task<T> Finish<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await task;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>());
        var received = new Received(request.Method.Method, request.RequestUri!.PathAndQuery, body, headers.ToDictionary(header => header.Key, header => header.Value.Single()));
        lock (_requests) _requests.Add(received);
        return _answers.TryDequeue(out var answer) ? answer() : throw new InvalidOperationException($"Nobody expected {request.Method} {request.RequestUri}.");
    }

    /// <summary>A clock that remembers for how long somebody wanted to wait.</summary>
    internal sealed class SeenClock : FakeTimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    /// <summary>A request that came.</summary>
    internal sealed record Received(string Method, string Path, string Body, Dictionary<string, string> Headers)
    {
        public string? Key => Headers.GetValueOrDefault("Idempotency-Key");
    }

    /// <summary>Some bytes, and then the end, or nothing until the reader gives up.</summary>
    private sealed class EventBody(string events, bool staysOpen) : MemoryStream(Encoding.UTF8.GetBytes(events))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (staysOpen && Position == Length) await Task.Delay(Timeout.Infinite, cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}

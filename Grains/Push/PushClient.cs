using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Push;

/// <summary>Sends the requests of jobs: to receivers that may be reached only, through no proxy, without cookies, and for a limited time.</summary>
internal sealed class PushClient : IPushClient, IDisposable
{
    private readonly int _kept;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public PushClient(IOptions<PushOptions> options, IOptions<LimitOptions> limits, PushTargets targets, IPushNetwork network, TimeProvider time)
    {
        // Escaped as JSON, a byte takes six at most: the result must have room for it.
        _kept = Math.Min(options.Value.MaxResponse, limits.Value.Result / 8);
        _time = time;
        var connector = new PushConnector(targets, network);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = (context, token) => connector.Connect(context.DnsEndPoint.Host, context.DnsEndPoint.Port, token),
            ConnectTimeout = options.Value.ConnectTimeout,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateW3CPropagator(),

            // A name may move to another address.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),

            // What is left of an answer that is not wanted is not read.
            MaxResponseDrainSize = 0,
        });
    }

    public async Task<PushAnswer> Send(PushRequest request, TimeSpan timeout, Func<int, bool> isWanted, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            while (true)
            {
                using var message = MessageOf(request);
                using var response = await _http.SendAsync(message, either.Token);
                var status = (int)response.StatusCode;
                if (isWanted(status) || request.Redirected(status, response.Headers.Location) is not { } next) return await Read(response, either.Token);
                request = next;
            }
        }
        catch (OperationCanceledException error) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"There was no complete answer within {timeout}.", error);
        }
        catch (HttpRequestException error) when (error.InnerException is RefusedTargetException refused)
        {
            throw new NonRetryableException(refused.Message, refused);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            throw new IOException($"There was no complete answer: {error.Message}", error);
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage MessageOf(PushRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
        if (request.Body is { } body) message.Content = new ByteArrayContent(ImmutableCollectionsMarshal.AsArray(body)!);
        foreach (var (name, value) in request.Headers)
        {
            if (message.Headers.TryAddWithoutValidation(name, value)) continue;
            message.Content ??= new ByteArrayContent([]);
            message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private async Task<PushAnswer> Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[_kept + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return new PushAnswer(
            (int)response.StatusCode,
            [.. response.Headers.Concat(response.Content.Headers).Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header.Value)))],
            response.Headers.RetryAfter,
            [.. buffer.AsSpan(0, Math.Min(length, _kept))],
            IsCut: length > _kept);
    }
}

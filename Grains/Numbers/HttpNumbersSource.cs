using System.Buffers;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using OrleansJobs.Numbers;

namespace OrleansJobs.Grains.Numbers;

/// <summary>
/// Numbers from the configured address, read as they arrive. Nothing that the address does can take more than its buffers, or
/// hold a sum longer than the settings allow.
/// </summary>
internal sealed class HttpNumbersSource : INumbersSource, IDisposable
{
    // A number and its comma are at least two bytes, so the numbers of a full buffer fit in half as many places.
    private const int PieceBytes = 16_384;

    private readonly NumbersOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public HttpNumbersSource(IOptions<NumbersOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _client = new HttpClient(new SocketsHttpHandler
        {
            MaxAutomaticRedirections = 3,
            UseCookies = false,
            // An address may move to another machine.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // What is left of an answer that is not wanted is not read.
            ResponseDrainTimeout = TimeSpan.Zero,
        })
        {
            // Every wait has a limit here; a total one would count against a source whose numbers wait for a thread.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async IAsyncEnumerable<ReadOnlyMemory<long>> Read(int? count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await Ask(count, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = ArrayPool<byte>.Shared.Rent(PieceBytes);
        var numbers = ArrayPool<long>.Shared.Rent(PieceBytes / 2 + 1);
        try
        {
            var reader = new NumberArrayReader();
            var (size, held, isEnd) = (0L, 0, false);
            var left = count ?? long.MaxValue;
            while (left > 0 && !isEnd)
            {
                var received = await Receive(body, bytes.AsMemory(held, PieceBytes - held), cancellationToken);
                isEnd = received == 0;
                size += received;
                if (size > _options.SourceLimit) throw TooLarge();

                var (consumed, found) = reader.Read(bytes.AsSpan(0, held + received), isEnd, numbers);
                held += received - consumed;
                if (held == PieceBytes) throw new SourceException("The numbers source did not answer an array of numbers.");
                bytes.AsSpan(consumed, held).CopyTo(bytes);

                var wanted = (int)Math.Min(found, left);
                left -= wanted;
                if (wanted > 0) yield return numbers.AsMemory(0, wanted);
            }

            if (count is not null && left > 0) throw new SourceException($"The numbers source has only {count - left} numbers; {count} are asked for.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<long>.Shared.Return(numbers);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> Ask(int? count, CancellationToken cancellationToken)
    {
        var asked = (count ?? NumbersCount.Default).ToString(CultureInfo.InvariantCulture);
        var url = new Uri(_options.SourceUrl!.Replace("{count}", asked, StringComparison.Ordinal));
        var response = await Patiently(token => _client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, token), cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK && !(response.Content.Headers.ContentLength > _options.SourceLimit)) return response;

        using (response)
        {
            throw response.StatusCode == HttpStatusCode.OK ? TooLarge() : new SourceException($"The numbers source answered status {(int)response.StatusCode}.")
            {
                MayPass = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError,
            };
        }
    }

    private async Task<int> Receive(Stream body, Memory<byte> buffer, CancellationToken cancellationToken) =>
        await Patiently(token => body.ReadAsync(buffer, token).AsTask(), cancellationToken);

    /// <summary>Waits for the address, but not for ever, and says in words what went wrong.</summary>
    private async Task<T> Patiently<T>(Func<CancellationToken, Task<T>> wait, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(_options.SourceTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await wait(either.Token);
        }
        catch (OperationCanceledException e) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SourceException($"The numbers source was silent for {_options.SourceTimeout}.", e);
        }
        catch (HttpRequestException e)
        {
            throw new SourceException("The numbers source cannot be reached, or does not speak HTTP.", e) { MayPass = true };
        }
        catch (IOException e)
        {
            throw new SourceException("The numbers source broke the connection in the middle of its answer.", e) { MayPass = true };
        }
    }

    private SourceException TooLarge() => new($"The numbers source answered more than {_options.SourceLimit} bytes.");
}

using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansJobs.Jobs;
using OrleansJobs.Numbers;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace OrleansJobs.Grains.Numbers;

/// <summary>
/// Makes sums for the whole silo: so many at once, so many waiting, each asked of the source again where that may help.
/// </summary>
public sealed partial class NumbersTotals : IAsyncDisposable
{
    private readonly INumbersSource _source;
    private readonly ISumExecutor _executor;
    private readonly NumbersOptions _options;
    private readonly ILogger<NumbersTotals> _logger;
    private readonly ConcurrencyLimiter _turns;
    private readonly ResiliencePipeline _patience;

    public NumbersTotals(
        INumbersSource source,
        ISumExecutor executor,
        IOptions<NumbersOptions> options,
        TimeProvider time,
        IIdSource chance,
        ILogger<NumbersTotals> logger)
    {
        _source = source;
        _executor = executor;
        _options = options.Value;
        _logger = logger;
        _turns = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = _options.ConcurrentSums,
            QueueLimit = _options.WaitingSums,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        _patience = Patience(_options, time, chance);
    }

    /// <summary>Fetches numbers from the source, as many as <paramref name="count"/> says, and sums them.</summary>
    public async Task<TotalResult> OfSource(int? count, CancellationToken cancellationToken)
    {
        using var turn = await _turns.AcquireAsync(1, cancellationToken);
        if (!turn.IsAcquired) return new TotalResult.Busy();
        try
        {
            // Each attempt starts on the executor anew: the pause before it ends elsewhere.
            return Checked(await _patience.ExecuteAsync(
                async token => await _executor.Run(() => Sum(count, token)), cancellationToken));
        }
        catch (SourceException e)
        {
            LogSourceFailed(e);
            return new TotalResult.SourceFailed { Reason = e.Message };
        }
        catch (TimeoutRejectedException e)
        {
            LogSourceFailed(e);
            return new TotalResult.SourceFailed { Reason = $"The numbers could not be fetched and summed within {_options.Deadline}." };
        }
    }

    /// <summary>Sums numbers that the caller has.</summary>
    public async Task<TotalResult> Of(ReadOnlyMemory<long> numbers, CancellationToken cancellationToken)
    {
        using var turn = await _turns.AcquireAsync(1, cancellationToken);
        if (!turn.IsAcquired) return new TotalResult.Busy();
        return Checked(await _executor.Run(() => Task.FromResult(ExactSum.Of(numbers.Span))));
    }

    public ValueTask DisposeAsync() => _turns.DisposeAsync();

    private async Task<Int128> Sum(int? count, CancellationToken cancellationToken)
    {
        var sum = Int128.Zero;
        await foreach (var piece in _source.Read(count, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            sum += ExactSum.Of(piece.Span);
        }

        return sum;
    }

    private static TotalResult Checked(Int128 sum) => sum >= long.MinValue && sum <= long.MaxValue
        ? new TotalResult.Summed { Total = (long)sum }
        : new TotalResult.Overflow();

    private static ResiliencePipeline Patience(NumbersOptions options, TimeProvider time, IIdSource chance)
    {
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(options.Deadline);
        return options.SourceAttempts == 1 ? pipeline.Build() : pipeline.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<SourceException>(e => e.MayPass),
            MaxRetryAttempts = options.SourceAttempts - 1,
            Delay = options.SourceRetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Randomizer = chance.NextDouble,
        }).Build();
    }

    [LoggerMessage(1, LogLevel.Warning, "The numbers source failed")]
    private partial void LogSourceFailed(Exception exception);
}

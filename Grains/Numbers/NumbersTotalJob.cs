using OrleansJobs.Grains.Jobs;
using OrleansJobs.Numbers;

namespace OrleansJobs.Grains.Numbers;

/// <summary>Kind "numbers.total": sums the numbers given, or those of the numbers source.</summary>
public sealed class NumbersTotalJob(NumbersTotals totals) : IJobHandler<NumbersTotalInput, NumbersTotal>
{
    /// <summary>The name of this kind.</summary>
    public const string Kind = "numbers.total";

    /// <summary>The queue of this kind.</summary>
    public const string Queue = "numbers";

    /// <inheritdoc/>
    public async Task<NumbersTotal> RunAsync(NumbersTotalInput input, JobContext context, CancellationToken cancellationToken)
    {
        var result = input.Numbers is { } numbers
            ? await totals.Of(numbers.ToArray(), cancellationToken)
            : await totals.OfSource(input.Count, cancellationToken);
        return result switch
        {
            TotalResult.Summed summed => new NumbersTotal { Total = summed.Total },
            TotalResult.Overflow => throw new NonRetryableException("The sum does not fit in 64 bits."),
            TotalResult.SourceFailed failed => throw new SourceException(failed.Reason),
            TotalResult.Busy => throw new InvalidOperationException("Too many sums are waiting for their turn."),
            _ => throw new NotSupportedException($"{result.GetType()} is not known."),
        };
    }
}

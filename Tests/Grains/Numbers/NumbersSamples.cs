using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Numbers;
using OrleansJobs.Silo;
using OrleansJobs.Silo.Execution;

namespace OrleansJobs.Tests.Grains.Numbers;

/// <summary>Sums as a silo makes them, over a source of the test's choice.</summary>
internal static class NumbersSamples
{
    public static NumbersTotals Totals(INumbersSource source, NumbersOptions? options = null)
    {
        var all = Options.Create(options ?? new NumbersOptions());
        return new NumbersTotals(source, new SumExecutor(all), all, TimeProvider.System, new RandomIdSource(TimeProvider.System), NullLogger<NumbersTotals>.Instance);
    }

    public static HttpNumbersSource Http(NumbersOptions options) => new(Options.Create(options), TimeProvider.System);

    /// <summary>Everything a source gives.</summary>
    public static async Task<List<long>> Read(INumbersSource source, int? count = null)
    {
        var all = new List<long>();
        await foreach (var piece in source.Read(count, CancellationToken.None)) all.AddRange(piece.Span);
        return all;
    }
}

using System.Runtime.CompilerServices;
using OrleansJobs.Grains.Numbers;
using OrleansJobs.Numbers;
using Xunit;

namespace OrleansJobs.Tests.Grains.Numbers;

/// <summary>How sums take turns, and where they are made.</summary>
public sealed class NumbersTotalsTests
{
    [Fact]
    public async Task Sums_beyond_those_under_way_wait_and_beyond_those_waiting_are_refused()
    {
        var source = new HeldSource();
        await using var totals = NumbersSamples.Totals(source, new NumbersOptions { ConcurrentSums = 2, WaitingSums = 1, SumThreads = 1 });
        var begun = Enumerable.Range(0, 3).Select(_ => totals.OfSource(null, CancellationToken.None)).ToList();
        Assert.IsType<TotalResult.Busy>(await totals.OfSource(null, CancellationToken.None));
        Assert.IsType<TotalResult.Busy>(await totals.Of(new long[] { 1 }, CancellationToken.None));
        await source.WhenReading(2);
        source.Release();
        Assert.All(await Task.WhenAll(begun), result => Assert.Equal(7, Assert.IsType<TotalResult.Summed>(result).Total));
        Assert.Equal(2, source.MostAtOnce);
    }

    [Fact]
    public async Task A_caller_who_goes_gives_up_the_turn_and_the_place_in_the_line()
    {
        var source = new HeldSource();
        await using var totals = NumbersSamples.Totals(source, new NumbersOptions { ConcurrentSums = 1, WaitingSums = 1 });
        using var gone = new CancellationTokenSource();
        var first = totals.OfSource(null, gone.Token);
        var second = totals.OfSource(null, gone.Token);
        await source.WhenReading(1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        source.Release();
        Assert.IsType<TotalResult.Summed>(await totals.OfSource(null, CancellationToken.None));
    }

    [Fact]
    public async Task Everything_is_done_on_threads_kept_for_it_also_after_a_wait_and_a_retry()
    {
        var threads = new List<string?>();
        var attempts = 0;
        await using var totals = NumbersSamples.Totals(new Source(Read), new NumbersOptions { SourceRetryDelay = TimeSpan.FromMilliseconds(1) });
        Assert.Equal(10, Assert.IsType<TotalResult.Summed>(await totals.OfSource(null, CancellationToken.None)).Total);
        Assert.Equal(2, attempts);
        Assert.All(threads, thread => Assert.StartsWith("sum-", thread, StringComparison.Ordinal));

        async IAsyncEnumerable<ReadOnlyMemory<long>> Read()
        {
            attempts++;
            threads.Add(Thread.CurrentThread.Name);
            yield return new long[] { 1, 2 };
            await Task.Delay(1);
            threads.Add(Thread.CurrentThread.Name);
            // What the first attempt summed must not count.
            if (attempts == 1) throw new SourceException("once") { MayPass = true };
            yield return new long[] { 3, 4 };
            threads.Add(Thread.CurrentThread.Name);
        }
    }

    [Fact]
    public async Task A_fault_that_will_not_pass_is_told_at_once_and_one_that_may_after_the_last_attempt()
    {
        Assert.Equal(1, await Attempts(new SourceException("wrong")));
        Assert.Equal(4, await Attempts(new SourceException("busy") { MayPass = true }));

        static async Task<int> Attempts(SourceException fault)
        {
            var attempts = 0;
            await using var totals = NumbersSamples.Totals(
                new Source(Read), new NumbersOptions { SourceAttempts = 4, SourceRetryDelay = TimeSpan.FromMilliseconds(1) });
            var failed = Assert.IsType<TotalResult.SourceFailed>(await totals.OfSource(null, CancellationToken.None));
            Assert.Equal(fault.Message, failed.Reason);
            return attempts;

            async IAsyncEnumerable<ReadOnlyMemory<long>> Read()
            {
                attempts++;
                await Task.Yield();
                if (attempts > 0) throw fault;
                yield break;
            }
        }
    }

    [Fact]
    public async Task A_sum_over_its_deadline_is_given_up()
    {
        var source = new HeldSource();
        await using var totals = NumbersSamples.Totals(source, new NumbersOptions { Deadline = TimeSpan.FromMilliseconds(100) });
        var failed = Assert.IsType<TotalResult.SourceFailed>(await totals.OfSource(null, CancellationToken.None));
        Assert.Contains("within 00:00:00.1", failed.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(long.MaxValue, 0)]
    [InlineData(long.MinValue, 0)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MinValue, -1)]
    public async Task An_overflow_is_told_from_the_last_number_that_fits(long first, long second)
    {
        await using var totals = NumbersSamples.Totals(new HeldSource());
        var result = await totals.Of(new[] { first, second }, CancellationToken.None);
        Assert.Equal(second == 0 ? new TotalResult.Summed { Total = first } : new TotalResult.Overflow(), result);
    }

    /// <summary>Gives what a function gives.</summary>
    private sealed class Source(Func<IAsyncEnumerable<ReadOnlyMemory<long>>> read) : INumbersSource
    {
        public IAsyncEnumerable<ReadOnlyMemory<long>> Read(int? count, CancellationToken cancellationToken) => read();
    }

    /// <summary>Gives 3 and, when it is let, 4.</summary>
    private sealed class HeldSource : INumbersSource
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim _begun = new(0);
        private int _reading;

        public int MostAtOnce { get; private set; }

        public async Task WhenReading(int count)
        {
            for (var i = 0; i < count; i++) await _begun.WaitAsync(TimeSpan.FromSeconds(30));
        }

        public void Release() => _released.SetResult();

        public async IAsyncEnumerable<ReadOnlyMemory<long>> Read(int? count, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            lock (_begun) MostAtOnce = Math.Max(MostAtOnce, ++_reading);
            _begun.Release();
            yield return new long[] { 3 };
            await _released.Task.WaitAsync(cancellationToken);
            yield return new long[] { 4 };
            lock (_begun) _reading--;
        }
    }
}

using OrleansJobs.Numbers;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Numbers;

public sealed class NumbersEndpointTests : WebService
{
    [Theory]
    [InlineData("/total", null)]
    [InlineData("/total?count=1", 1)]
    [InlineData("/total?count=100000000", 100_000_000)]
    public async Task The_total_is_answered_in_the_old_form(string path, int? count)
    {
        Grains.OnTotal = (asked, _) => Task.FromResult<TotalResult>(new TotalResult.Summed { Total = asked == count ? 500_000_500_000 : 0 });
        Assert.Equal("""{"total":500000500000}""", (await ReadJson(await Get(path), 200)).GetRawText());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("100000001")]
    [InlineData("99999999999999999999")]
    [InlineData("abc")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("%2B1")]
    [InlineData("")]
    public async Task Another_count_is_refused_and_nothing_is_summed(string count)
    {
        var problem = await ReadProblem(await Get($"/total?count={count}"), 400, "invalid-query");
        Assert.StartsWith("must ", FieldError(problem, "count"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_given_twice_and_another_parameter_are_refused()
    {
        await ReadProblem(await Get("/total?count=1&count=2"), 400, "invalid-query");
        await ReadProblem(await Get("/total?cuont=1"), 400, "invalid-query");
    }

    [Fact]
    public async Task What_has_no_total_is_a_problem_of_its_own()
    {
        Answer(new TotalResult.Overflow());
        await ReadProblem(await Get("/total"), 422, "sum-overflow");
        Answer(new TotalResult.SourceFailed { Reason = "The numbers source is asleep." });
        var failed = await ReadProblem(await Get("/total"), 502, "source-failed");
        Assert.Equal("The numbers source is asleep.", failed.GetProperty("detail").GetString());
        Answer(new TotalResult.Busy());
        var busy = await Get("/total");
        await ReadProblem(busy, 503, "too-many-sums");
        Assert.NotNull(busy.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_sum_is_given_up_when_its_caller_has_gone()
    {
        var asked = new TaskCompletionSource<CancellationToken>();
        Grains.OnTotal = async (_, token) =>
        {
            asked.SetResult(token);
            await Task.Delay(Timeout.Infinite, token);
            return new TotalResult.Busy();
        };
        using var gone = new CancellationTokenSource();
        var call = Client.GetAsync(new Uri("/total", UriKind.Relative), gone.Token);
        var token = await asked.Task;
        var given = new TaskCompletionSource();
        token.Register(given.SetResult);
        await gone.CancelAsync();
        await given.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private void Answer(TotalResult result) => Grains.OnTotal = (_, _) => Task.FromResult(result);
}

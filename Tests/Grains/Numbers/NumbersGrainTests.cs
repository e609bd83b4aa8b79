using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Numbers;
using OrleansJobs.Jobs;
using OrleansJobs.Numbers;
using OrleansJobs.Silo.Execution;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Numbers;

/// <summary>Sums on a running host: by the grain and as jobs.</summary>
public sealed class NumbersGrainTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await EngineHost.Start(configure: services =>
    {
        services.AddSingleton<ISumExecutor, SumExecutor>();
        services.AddNumbers();
        services.Configure<NumbersOptions>(numbers => numbers.SourceDelay = TimeSpan.Zero);
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(null, 500_000_500_000)]
    [InlineData(1, 0)]
    [InlineData(10_000_001, 50_000_005_000_000)]
    public async Task The_sum_of_the_built_in_source(int? count, long total) =>
        Assert.Equal(total, Assert.IsType<TotalResult.Summed>(await _host.Grains.GetGrain<INumbersGrain>(0).Total(count, CancellationToken.None)).Total);

    [Theory]
    [InlineData(null, 500_000_500_000)]
    [InlineData("{}", 500_000_500_000)]
    [InlineData("""{"count":11}""", 55)]
    [InlineData("""{"numbers":[]}""", 0)]
    [InlineData("""{"numbers":[9223372036854775807,1,-1]}""", long.MaxValue)]
    public async Task A_job_has_the_total_as_its_result(string? input, long total)
    {
        var job = await _host.Run(new JobSpec { Kind = "numbers.total", Input = input is null ? null : Json.Parse(input) });
        Assert.Equal($$"""{"total":{{total}}}""", job.Result?.ToString());
        Assert.Equal("numbers", job.Queue);
    }

    [Fact]
    public async Task A_job_whose_sum_overflows_fails_and_is_not_tried_again()
    {
        var job = await _host.Run(new JobSpec { Kind = "numbers.total", Input = Json.Parse("""{"numbers":[9223372036854775807,1]}""") });
        Assert.Equal(JobState.Failed, job.State);
        Assert.Equal("The sum does not fit in 64 bits.", job.Error!.Message);
        Assert.Single(job.Attempts);
    }

    [Theory]
    [InlineData("""{"count":5,"numbers":[1]}""", "either count or numbers may be given, not both")]
    [InlineData("""{"count":0}""", "count must be a whole number from 1 to 100000000")]
    [InlineData("""{"count":100000001}""", "count must be a whole number from 1 to 100000000")]
    [InlineData("""{"numbers":[1.5]}""", "numbers[0]")]
    [InlineData("""{"numbers":[9223372036854775808]}""", "numbers[0]")]
    public async Task An_input_without_meaning_is_refused_at_the_submit(string input, string message)
    {
        var result = await _host.Grains.GetGrain<IJobGrain>(Guid.NewGuid()).Submit(new JobSpec { Kind = "numbers.total", Input = Json.Parse(input) });
        var error = Assert.Single(Assert.IsType<SubmitResult.Invalid>(result).Errors);
        Assert.Equal("input", error.Field);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Empty(_host.Store.Rows);
    }
}

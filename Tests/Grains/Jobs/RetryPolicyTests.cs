using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>The pauses between attempts.</summary>
public sealed class RetryPolicyTests
{
    private static readonly RetryRule Rule = new()
    {
        MaxAttempts = 4,
        InitialDelay = TimeSpan.FromSeconds(2),
        Factor = 3,
        MaxDelay = TimeSpan.FromSeconds(50),
        Jitter = 0.5,
    };

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 6)]
    [InlineData(3, 18)]
    [InlineData(4, 50)]
    [InlineData(1000, 50)]
    public void The_pause_grows_to_its_limit(int failures, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Delay(Rule, failures, 0.5));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.5)]
    [InlineData(0.75, 2.5)]
    public void Chance_changes_it_within_the_jitter(double chance, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Delay(Rule, 1, chance));

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void Chance_never_takes_it_over_its_limit(double chance) =>
        Assert.Equal(Rule.MaxDelay, RetryPolicy.Delay(Rule, 4, chance));

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(5, false)]
    public void So_many_attempts_may_fail(int failures, bool again) => Assert.Equal(again, RetryPolicy.Allows(Rule, failures));
}

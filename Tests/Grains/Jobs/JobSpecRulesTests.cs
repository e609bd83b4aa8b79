using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>Which requests are refused, and by which field they are told so.</summary>
public sealed class JobSpecRulesTests
{
    private static readonly JobSpec Plain = new() { Kind = "noop" };
    private static readonly LimitOptions Limits = new();
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void The_largest_of_all_is_allowed() => Assert.Empty(JobSpecRules.Check(
        Plain with
        {
            Queue = new string('q', Limits.Name),
            Tags = [.. Enumerable.Repeat(new string('t', Limits.Name), Limits.Tags)],
            Priority = 100,
            Delay = Limits.Ahead,
            Timeout = Limits.Ahead,
            Retry = new RetryRule { MaxAttempts = Limits.Attempts, InitialDelay = Limits.Ahead, MaxDelay = Limits.Ahead, Factor = 100, Jitter = 1 },
        },
        Limits,
        Now));

    [Fact]
    public void A_time_is_allowed_as_far_ahead_as_a_delay_and_as_far_back_as_there_is_one()
    {
        Assert.Empty(JobSpecRules.Check(Plain with { RunAt = Now + Limits.Ahead }, Limits, Now));
        Assert.Empty(JobSpecRules.Check(Plain with { RunAt = DateTimeOffset.MinValue }, Limits, Now));
        Assert.Equal("runAt", Assert.Single(JobSpecRules.Check(new JobPatch { RunAt = DateTimeOffset.MaxValue }, Limits, Now)).Field);
    }

    [Fact]
    public void As_many_parents_as_allowed_may_be_named_each_once_and_not_with_a_debounce()
    {
        var most = Enumerable.Range(0, Limits.Parents).Select(_ => Guid.NewGuid()).ToList();
        Assert.Empty(JobSpecRules.Check(Plain with { After = [.. most], OnParentFailure = ParentFailure.Run }, Limits, Now));
        Assert.Equal("must be at most 100 jobs", Fault(Plain with { After = [.. most, Guid.NewGuid()] }));
        Assert.Equal("must name no job twice", Fault(Plain with { After = [most[0], most[0]] }));
        Assert.Contains("debounce", Fault(Plain with { After = [most[0]], Debounce = new JobDebounce { Key = "k", For = TimeSpan.FromSeconds(1) } }), StringComparison.Ordinal);
        Assert.Equal("onParentFailure", Assert.Single(JobSpecRules.Check(Plain with { OnParentFailure = (ParentFailure)7 }, Limits, Now)).Field);

        static string Fault(JobSpec spec)
        {
            var error = Assert.Single(JobSpecRules.Check(spec, Limits, Now));
            Assert.Equal("after", error.Field);
            return error.Message;
        }
    }

    [Fact]
    public void The_longest_debounce_is_allowed_and_so_is_the_shortest()
    {
        var longest = new JobDebounce { Key = new string('k', 255), For = TimeSpan.FromDays(30), AtMost = TimeSpan.FromDays(365), Keep = DebounceKeep.First };
        var shortest = new JobDebounce { Key = "\u00e9", For = TimeSpan.FromTicks(1), AtMost = TimeSpan.FromTicks(1) };
        Assert.Empty(JobSpecRules.Check(Plain with { Debounce = longest, ExpiresAt = Now.AddDays(30) }, Limits, Now));
        Assert.Empty(JobSpecRules.Check(Plain with { Debounce = shortest }, Limits, Now));
    }

    [Fact]
    public void All_faults_of_a_debounce_are_told_at_once() => Assert.Equal(
        ["debounce.key", "debounce.for", "runAt", "debounce"],
        JobSpecRules.Check(
            Plain with { RunAt = Now, Keyed = true, Debounce = new JobDebounce { Key = "", For = TimeSpan.Zero } }, Limits, Now).Select(error => error.Field));

    [Fact]
    public void The_smallest_of_all_is_allowed() => Assert.Empty(JobSpecRules.Check(
        Plain with
        {
            Queue = "q",
            Tags = ["t"],
            Priority = -100,
            Delay = TimeSpan.Zero,
            Timeout = TimeSpan.FromTicks(1),
            Retry = new RetryRule { MaxAttempts = 1, InitialDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero, Factor = 1, Jitter = 0 },
        },
        Limits,
        Now));

    public static TheoryData<string, JobSpec> Refused()
    {
        var over = Limits.Ahead + TimeSpan.FromTicks(1);
        var under = TimeSpan.FromTicks(-1);
        var debounce = new JobDebounce { Key = "k", For = TimeSpan.FromSeconds(5) };
        return new TheoryData<string, JobSpec>
        {
            { "queue", Plain with { Queue = "" } },
            { "queue", Plain with { Queue = new string('q', Limits.Name + 1) } },
            { "queue", Plain with { Queue = "a/b" } },
            { "queue", Plain with { Queue = "." } },
            { "queue", Plain with { Queue = ".." } },
            { "tags", Plain with { Tags = [""] } },
            { "tags", Plain with { Tags = [new string('t', 1_000_001)] } },
            { "tags", Plain with { Tags = [.. Enumerable.Repeat("t", Limits.Tags + 1)] } },
            { "priority", Plain with { Priority = 101 } },
            { "priority", Plain with { Priority = -101 } },
            { "delay", Plain with { Delay = under } },
            { "delay", Plain with { Delay = over } },
            { "delay", Plain with { Delay = TimeSpan.Zero, RunAt = DateTimeOffset.UnixEpoch } },
            { "runAt", Plain with { RunAt = Now + over } },
            { "runAt", Plain with { RunAt = DateTimeOffset.MaxValue } },
            { "timeout", Plain with { Timeout = TimeSpan.Zero } },
            { "timeout", Plain with { Timeout = over } },
            { "input", Plain with { Input = Json.Parse($"\"{new string('x', Limits.Input)}\"") } },
            { "retry.maxAttempts", Plain with { Retry = new RetryRule { MaxAttempts = 0 } } },
            { "retry.maxAttempts", Plain with { Retry = new RetryRule { MaxAttempts = Limits.Attempts + 1 } } },
            { "retry.initialDelay", Plain with { Retry = new RetryRule { InitialDelay = under } } },
            { "retry.initialDelay", Plain with { Retry = new RetryRule { InitialDelay = over } } },
            { "retry.maxDelay", Plain with { Retry = new RetryRule { MaxDelay = under } } },
            { "retry.maxDelay", Plain with { Retry = new RetryRule { MaxDelay = over } } },
            { "retry.factor", Plain with { Retry = new RetryRule { Factor = 0.99 } } },
            { "retry.factor", Plain with { Retry = new RetryRule { Factor = double.NaN } } },
            { "retry.jitter", Plain with { Retry = new RetryRule { Jitter = -0.01 } } },
            { "retry.jitter", Plain with { Retry = new RetryRule { Jitter = double.NaN } } },
            { "debounce.key", Plain with { Debounce = debounce with { Key = "" } } },
            { "debounce.key", Plain with { Debounce = debounce with { Key = new string('k', 256) } } },
            { "debounce.for", Plain with { Debounce = debounce with { For = TimeSpan.Zero } } },
            { "debounce.for", Plain with { Debounce = debounce with { For = under } } },
            { "debounce.for", Plain with { Debounce = debounce with { For = TimeSpan.FromDays(30) + TimeSpan.FromTicks(1) } } },
            { "debounce.atMost", Plain with { Debounce = debounce with { AtMost = debounce.For - TimeSpan.FromTicks(1) } } },
            { "debounce.atMost", Plain with { Debounce = debounce with { AtMost = TimeSpan.FromDays(365) + TimeSpan.FromTicks(1) } } },
            { "debounce.keep", Plain with { Debounce = debounce with { Keep = (DebounceKeep)2 } } },
            { "debounce", Plain with { Debounce = debounce, Keyed = true } },
            { "runAt", Plain with { Debounce = debounce, RunAt = Now } },
            { "delay", Plain with { Debounce = debounce, Delay = TimeSpan.Zero } },
            { "expiresAt", Plain with { Debounce = debounce, ExpiresAt = Now + debounce.For - TimeSpan.FromTicks(1) } },
        };
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_over_a_limit_is_refused_by_its_field(string field, JobSpec spec) =>
        Assert.Equal([field], JobSpecRules.Check(spec, Limits, Now).Select(error => error.Field).Distinct());
}

using System.Globalization;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>Debounced submits on silos that do not know of each other, so that each has an activation of its own of everything.</summary>
public sealed class DebounceRuleTests : VirtualEngineTests
{
    private static readonly TimeSpan Write = TimeSpan.FromMilliseconds(30);

    private readonly DateTimeOffset _began;

    public DebounceRuleTests()
    {
        _began = Time.GetUtcNow();
        Start();
    }

    [Fact]
    public void Two_activations_that_both_find_no_job_make_one()
    {
        Start();
        var taken = 0;
        Store.Refused = outcome => taken += outcome == CommitOutcome.DebounceTaken ? 1 : 0;
        Store.BeforeWrite = _ => Task.Delay(Write, Machine.Time);
        var results = Machine.Run(() => Task.WhenAll(Submit(0, 1), Submit(1, 2)));
        Assert.Equal(1, taken);
        Assert.Single(Store.Rows);
        Assert.Single(results.OfType<SubmitResult.Accepted>());
        Assert.Equal(Store.Rows[0].Id, Assert.Single(results.OfType<SubmitResult.Existing>()).Job.Id);
        Assert.Equal("2", $"{Store.Rows[0].Input}");
    }

    [Fact]
    public void A_hundred_submits_at_two_activations_make_one_job()
    {
        Start();
        Store.BeforeWrite = _ => Task.Delay(Write, Machine.Time);
        var results = Machine.Run(() => Task.WhenAll(Enumerable.Range(0, 100).Select(value => Submit(value % 2, value))));
        Assert.Equal((1, 99), (results.OfType<SubmitResult.Accepted>().Count(), results.OfType<SubmitResult.Existing>().Count()));

        // Those that came together went into few commits.
        Assert.InRange(Store.Commits.Count, 2, 20);
        Machine.Until(() => Store.Rows.All(row => row.HasEnded));
        Assert.Equal((JobPhase.Succeeded, 1), (Assert.Single(Store.Rows).Phase, Store.Rows[0].Attempts.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_job_starts_with_what_was_acknowledged_or_later(int seed)
    {
        Start();
        var chance = new Random(seed);
        var (acknowledged, starts) = (0, 0);
        Store.BeforeWrite = _ => Task.Delay(TimeSpan.FromMilliseconds(chance.Next(30)), Machine.Time);
        Store.AfterWrite = write =>
        {
            if (write.Before?.Phase == JobPhase.Pending && write.After.Phase == JobPhase.Running)
            {
                starts++;
                Assert.InRange(ValueOf(write.After), acknowledged, int.MaxValue);
            }

            Assert.InRange(Store.Rows.Count(row => row is { Phase: JobPhase.Pending, StartedAt: null }), 0, 1);
            return Task.CompletedTask;
        };
        for (var value = 1; value <= 300; value++)
        {
            var asked = value;
            var result = Machine.Run(() => Submit(chance.Next(2), asked, TimeSpan.FromMilliseconds(60)));
            Assert.True(result is SubmitResult.Accepted or SubmitResult.Existing, $"{result}");
            acknowledged = value;
            Machine.Advance(chance.NextDouble() * 0.2);
        }

        Machine.Until(() => Store.Rows.All(row => row.HasEnded));
        Assert.InRange(starts, 30, 299);
        Assert.Equal(300, ValueOf(Store.Rows[^1]));
    }

    [Fact]
    public void Time_and_bound_hold_over_a_restart_and_the_job_runs_then()
    {
        Submit(TimeSpan.FromSeconds(10), atMost: TimeSpan.FromSeconds(15));
        var id = Assert.Single(Store.Rows).Id;
        Restart();
        Machine.Advance(9);
        Submit(TimeSpan.FromSeconds(10));
        Assert.Equal((id, _began.AddSeconds(15)), (Assert.Single(Store.Rows).Id, Store.Rows[0].RunAt));

        Restart();
        Machine.Advance(5.9);
        Assert.Equal(JobPhase.Pending, Store.Rows[0].Phase);
        Machine.Until(() => Store.Rows[0].HasEnded);
        Assert.Equal((JobPhase.Succeeded, 1), (Store.Rows[0].Phase, Store.Rows[0].Attempts.Length));
        Assert.InRange(Store.Rows[0].StartedAt!.Value, _began.AddSeconds(15), _began.AddSeconds(17));
    }

    [Fact]
    public void A_steady_stream_of_submits_keeps_no_job_long_beyond_its_bound()
    {
        Store.BeforeWrite = _ => Task.Delay(Write, Machine.Time);
        IReadOnlyList<SubmitResult> results = [];
        var stream = Machine.Begin(async () =>
        {
            var answers = new List<Task<SubmitResult>>();
            for (var value = 0; value < 2_000; value++)
            {
                answers.Add(Submit(0, value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
                await Task.Delay(TimeSpan.FromMilliseconds(10), Machine.Time);
            }

            results = await Task.WhenAll(answers);
        });
        Machine.Until(() => stream.IsCompleted && Store.Rows.All(row => row.HasEnded));
        Assert.All(results, result => Assert.True(result is SubmitResult.Accepted or SubmitResult.Existing));
        Assert.InRange(Store.Rows.Count, 6, 11);
        Assert.All(Store.Rows, row => Assert.InRange(row.StartedAt!.Value - row.CreatedAt, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3.5)));
        Assert.Equal(1_999, ValueOf(Store.Rows[^1]));
    }

    [Fact]
    public void A_job_that_comes_to_cost_more_takes_so_many_slots()
    {
        // Two slots: the second job runs alone only if its cost is known.
        Submit(TimeSpan.FromSeconds(1));
        Submit(TimeSpan.FromSeconds(1), change: spec => spec with { Cost = 2 });
        Submit(new JobSpec { Kind = "sleep", Queue = "two", Input = Json.Parse("""{"duration":"PT5S"}""") });
        Machine.Until(() => Store.Rows.All(row => row.HasEnded));
        var (debounced, sleep) = (Store.Rows[0], Store.Rows[1]);
        Assert.Equal(2, debounced.Cost);
        Assert.InRange(debounced.StartedAt!.Value, sleep.EndedAt!.Value, DateTimeOffset.MaxValue);
    }

    private void Start() => Start(services => services.AddJob<ValueJob>("value"));

    private void Restart()
    {
        Engines[0].Dispose();
        Engines.Clear();
        Start();
    }

    private void Submit(TimeSpan pause, TimeSpan? atMost = null, Func<JobSpec, JobSpec>? change = null)
    {
        var result = Machine.Run(() => Submit(0, 0, pause, atMost, change));
        Assert.True(result is SubmitResult.Accepted or SubmitResult.Existing, $"{result}");
    }

    private Task<SubmitResult> Submit(int engine, int value, TimeSpan? pause = null, TimeSpan? atMost = null, Func<JobSpec, JobSpec>? change = null)
    {
        var spec = new JobSpec
        {
            Kind = "value",
            Queue = "two",
            Input = Json.Parse(value.ToString(CultureInfo.InvariantCulture)),
            Debounce = new JobDebounce { Key = "k", For = pause ?? TimeSpan.FromSeconds(5), AtMost = atMost },
        };
        var grain = Engines[engine].Grains.GetGrain<IDebounceGrain>(JobId.OfDebounce(spec.Tenant, spec.Kind, "k"));
        return grain.Submit(change is null ? spec : change(spec));
    }

    private static int ValueOf(JobRecord row) => int.Parse($"{row.Input}", CultureInfo.InvariantCulture);

    private sealed class ValueJob : IJobHandler<int, int>
    {
        public Task<int> RunAsync(int input, JobContext context, CancellationToken cancellationToken) => Task.FromResult(input);
    }
}

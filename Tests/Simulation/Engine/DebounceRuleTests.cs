using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Runtime;
using OrleansJobs.Tests.Simulation.Runtime;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>Debounced submits on silos that do not know of each other, so that each has an activation of its own of everything.</summary>
public sealed class DebounceRuleTests : IDisposable
{
    private static readonly TimeSpan Write = TimeSpan.FromMilliseconds(30);

    private readonly VirtualMachine _machine = new();
    private readonly MemoryJobStore _store = new();
    private readonly List<SimulatedEngine> _engines = [];
    private readonly DateTimeOffset _began;

    public DebounceRuleTests()
    {
        _began = _machine.Time.GetUtcNow();
        Start();
    }

    public void Dispose() => _engines.ForEach(engine => engine.Dispose());

    [Fact]
    public void Two_activations_that_both_find_no_job_make_one()
    {
        Start();
        var taken = 0;
        _store.Refused = outcome => taken += outcome == CommitOutcome.DebounceTaken ? 1 : 0;
        _store.BeforeWrite = _ => Task.Delay(Write, _machine.Time);
        var results = _machine.Run(() => Task.WhenAll(Submit(0, 1), Submit(1, 2)));
        Assert.Equal(1, taken);
        Assert.Single(_store.Rows);
        Assert.Single(results.OfType<SubmitResult.Accepted>());
        Assert.Equal(_store.Rows[0].Id, Assert.Single(results.OfType<SubmitResult.Existing>()).Job.Id);
        Assert.Equal("2", $"{_store.Rows[0].Input}");
    }

    [Fact]
    public void A_hundred_submits_at_two_activations_make_one_job()
    {
        Start();
        _store.BeforeWrite = _ => Task.Delay(Write, _machine.Time);
        var results = _machine.Run(() => Task.WhenAll(Enumerable.Range(0, 100).Select(value => Submit(value % 2, value))));
        Assert.Equal((1, 99), (results.OfType<SubmitResult.Accepted>().Count(), results.OfType<SubmitResult.Existing>().Count()));

        // Those that came together went into few commits.
        Assert.InRange(_store.Commits.Count, 2, 20);
        _machine.Until(() => _store.Rows.All(row => row.HasEnded));
        Assert.Equal((JobPhase.Succeeded, 1), (Assert.Single(_store.Rows).Phase, _store.Rows[0].Attempts.Length));
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
        _store.BeforeWrite = _ => Task.Delay(TimeSpan.FromMilliseconds(chance.Next(30)), _machine.Time);
        _store.AfterWrite = write =>
        {
            if (write.Before?.Phase == JobPhase.Pending && write.After.Phase == JobPhase.Running)
            {
                starts++;
                Assert.InRange(ValueOf(write.After), acknowledged, int.MaxValue);
            }

            Assert.InRange(_store.Rows.Count(row => row is { Phase: JobPhase.Pending, StartedAt: null }), 0, 1);
            return Task.CompletedTask;
        };
        for (var value = 1; value <= 300; value++)
        {
            var asked = value;
            var result = _machine.Run(() => Submit(chance.Next(2), asked, TimeSpan.FromMilliseconds(60)));
            Assert.True(result is SubmitResult.Accepted or SubmitResult.Existing, $"{result}");
            acknowledged = value;
            _machine.Advance(chance.NextDouble() * 0.2);
        }

        _machine.Until(() => _store.Rows.All(row => row.HasEnded));
        Assert.InRange(starts, 30, 299);
        Assert.Equal(300, ValueOf(_store.Rows[^1]));
    }

    [Fact]
    public void Time_and_bound_hold_over_a_restart_and_the_job_runs_then()
    {
        Submit(TimeSpan.FromSeconds(10), atMost: TimeSpan.FromSeconds(15));
        var id = Assert.Single(_store.Rows).Id;
        Restart();
        _machine.Advance(9);
        Submit(TimeSpan.FromSeconds(10));
        Assert.Equal((id, _began.AddSeconds(15)), (Assert.Single(_store.Rows).Id, _store.Rows[0].RunAt));

        Restart();
        _machine.Advance(5.9);
        Assert.Equal(JobPhase.Pending, _store.Rows[0].Phase);
        _machine.Until(() => _store.Rows[0].HasEnded);
        Assert.Equal((JobPhase.Succeeded, 1), (_store.Rows[0].Phase, _store.Rows[0].Attempts.Length));
        Assert.InRange(_store.Rows[0].StartedAt!.Value, _began.AddSeconds(15), _began.AddSeconds(17));
    }

    [Fact]
    public void A_steady_stream_of_submits_keeps_no_job_long_beyond_its_bound()
    {
        _store.BeforeWrite = _ => Task.Delay(Write, _machine.Time);
        IReadOnlyList<SubmitResult> results = [];
        var stream = _machine.Begin(async () =>
        {
            var answers = new List<Task<SubmitResult>>();
            for (var value = 0; value < 2_000; value++)
            {
                answers.Add(Submit(0, value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
                await Task.Delay(TimeSpan.FromMilliseconds(10), _machine.Time);
            }

            results = await Task.WhenAll(answers);
        });
        _machine.Until(() => stream.IsCompleted && _store.Rows.All(row => row.HasEnded));
        Assert.All(results, result => Assert.True(result is SubmitResult.Accepted or SubmitResult.Existing));
        Assert.InRange(_store.Rows.Count, 6, 11);
        Assert.All(_store.Rows, row => Assert.InRange(row.StartedAt!.Value - row.CreatedAt, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3.5)));
        Assert.Equal(1_999, ValueOf(_store.Rows[^1]));
    }

    [Fact]
    public void A_job_that_comes_to_cost_more_takes_so_many_slots()
    {
        // Two slots: the second job runs alone only if its cost is known.
        Submit(TimeSpan.FromSeconds(1));
        Submit(TimeSpan.FromSeconds(1), change: spec => spec with { Cost = 2 });
        _machine.Run(() => _engines[0].Grains.GetGrain<IJobGrain>(Guid.NewGuid()).Submit(new JobSpec { Kind = "sleep", Queue = "two", Input = Json.Parse("""{"duration":"PT5S"}""") }));
        _machine.Until(() => _store.Rows.All(row => row.HasEnded));
        var (debounced, sleep) = (_store.Rows[0], _store.Rows[1]);
        Assert.Equal(2, debounced.Cost);
        Assert.InRange(debounced.StartedAt!.Value, sleep.EndedAt!.Value, DateTimeOffset.MaxValue);
    }

    private SimulatedEngine Start()
    {
        var name = $"host-{_engines.Count}";
        var engine = new SimulatedEngine(_machine, name, services =>
        {
            EngineHost.AddParts(services, _store);
            services.AddSingleton<TimeProvider>(_machine.Time);
            services.AddSingleton<ICallRouter>(new FaultyNetwork());
            services.AddSingleton<IOwners>(new Living(name));
            services.AddJob<ValueJob>("value");
            services.Configure<QueuesOptions>(queues => queues["two"] = new QueueOptions { Concurrency = 2 });
        });
        _engines.Add(engine);
        return engine;
    }

    private void Restart()
    {
        _engines[0].Dispose();
        _engines.Clear();
        Start();
    }

    private void Submit(TimeSpan pause, TimeSpan? atMost = null, Func<JobSpec, JobSpec>? change = null)
    {
        var result = _machine.Run(() => Submit(0, 0, pause, atMost, change));
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
        var grain = _engines[engine].Grains.GetGrain<IDebounceGrain>(JobId.OfDebounce(spec.Tenant, spec.Kind, "k"));
        return grain.Submit(change is null ? spec : change(spec));
    }

    private static int ValueOf(JobRecord row) => int.Parse($"{row.Input}", CultureInfo.InvariantCulture);

    private sealed class ValueJob : IJobHandler<int, int>
    {
        public Task<int> RunAsync(int input, JobContext context, CancellationToken cancellationToken) => Task.FromResult(input);
    }
}

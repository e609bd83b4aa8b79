using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Simulation.Runtime;
using OrleansJobs.Tests.Grains.Jobs;
using OrleansJobs.Tests.Simulation.Runtime;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>
/// The rules of docs/engine.md between jobs and queues, against a network that loses, repeats and misleads messages, silos
/// that die, and a clock that is set.
/// </summary>
public sealed class QueueRuleTests : IDisposable
{
    private static readonly JobSpec Narrow = new() { Kind = "noop", Queue = "narrow" };
    private static readonly JobSpec Two = new() { Kind = "noop", Queue = "two" };

    private readonly VirtualMachine _machine = new();
    private readonly Seen _seen = new();
    private readonly MemoryJobStore _store = new();
    private readonly FaultyNetwork _network = new();
    private readonly SettableClock _time;
    private readonly List<SimulatedEngine> _engines = [];

    public QueueRuleTests()
    {
        _time = new SettableClock(_machine.Time);
        Start();
    }

    public void Dispose() => _engines.ForEach(engine => engine.Dispose());

    [Fact]
    public void A_lost_start_is_told_again_under_a_new_epoch()
    {
        var starts = 0;
        _network.Deliveries = call => call.MethodName == nameof(IJobGrain.Start) && ++starts == 1 ? 0 : 1;
        SubmitBehindAGate(Narrow);
        EndAll();
        Assert.InRange(starts, 2, int.MaxValue);
        AssertOnceEachWithin(1);
    }

    [Fact]
    public void News_that_a_job_waits_or_has_ended_may_be_lost()
    {
        _network.Deliveries = call => call.MethodName is nameof(IQueueLinkGrain.Enqueued) or nameof(IQueueLinkGrain.Released) ? 0 : 1;
        for (var n = 0; n < 4; n++) Submit(Two);
        EndAll();
        AssertOnceEachWithin(2);
    }

    [Fact]
    public void A_whole_message_to_the_queue_may_be_lost_with_its_answer()
    {
        var messages = 0;
        _network.Deliveries = call => call.MethodName == nameof(IQueueGrain.Exchange) && ++messages % 2 == 1 ? 0 : 1;
        for (var n = 0; n < 6; n++) Submit(Two);
        EndAll();
        AssertOnceEachWithin(2);
    }

    [Fact]
    public void Repeated_messages_start_nothing_twice()
    {
        _network.Deliveries = call => call.IsOneWay ? 3 : 1;
        SubmitForty(1);
        EndAll();
        AssertOnceEachWithin(2);
    }

    [Fact]
    public void A_start_that_comes_late_finds_the_job_ended_and_changes_nothing()
    {
        var job = _engines[0].Grains.GetGrain<IJobGrain>(Submit(Two).Id);
        EndAll();
        var ended = Assert.Single(_store.Rows);
        var commits = _store.Commits.Count;
        _machine.Run(() => job.Start("two", 1, 1));
        _machine.Run(() => job.Rescue("two", 1, 1));
        Assert.IsType<ChangeResult.Conflict>(_machine.Run(() => job.Cancel(null)));
        Assert.Equal((ended, commits), (Assert.Single(_store.Rows), _store.Commits.Count));
    }

    [Fact]
    public void A_queue_that_dies_between_a_commit_and_its_hint_is_followed_by_one_that_reads_the_rows()
    {
        var dying = Start();
        _network.QueueSilo = dying.Silo;
        SubmitBehindAGate(Narrow);
        _store.AfterWrite = write =>
        {
            if (write.After.HasEnded && _network.QueueSilo == dying.Silo)
            {
                dying.Silo.Kill();
                _network.QueueSilo = _engines[0].Silo;
            }

            return Task.CompletedTask;
        };
        EndAll();
        AssertOnceEachWithin(1);
    }

    [Fact]
    public void Two_activations_of_a_queue_start_no_job_twice_and_keep_its_limit()
    {
        var refused = 0;
        _store.Refused = outcome => refused += outcome == CommitOutcome.StaleEpoch ? 1 : 0;
        Start();

        // One after the other, so that the first activation surely has the older epoch and still believes in it.
        foreach (var engine in new[] { 0, 1 })
        {
            Submit(Two, engine);
            EndAll();
        }

        SubmitForty(2);
        EndAll();
        AssertOnceEachWithin(2);
        Assert.InRange(refused, 1, int.MaxValue);
    }

    [Fact]
    public void A_clock_set_back_an_hour_delays_neither_running_nor_new_jobs_nor_the_repair_of_a_lost_start()
    {
        var starts = 0;
        _network.Deliveries = call => call.MethodName == nameof(IJobGrain.Start) && ++starts == 1 ? 0 : 1;
        var longAgo = _machine.Time.GetUtcNow().AddDays(-1); // by either clock
        _store.Put(JobSamples.Pending() with { Queue = "narrow", CreatedAt = longAgo, RunAt = longAgo });
        _machine.Until(() => starts == 1);
        _time.Shift = TimeSpan.FromHours(-1);
        Submit(Two);
        EndAll();
        AssertOnceEachWithin(1, "narrow");
    }

    private SimulatedEngine Start()
    {
        var engine = new SimulatedEngine(_machine, $"host-{_engines.Count}", services =>
        {
            EngineHost.AddParts(services, _store);
            services.AddSingleton(_seen);
            services.AddJob<WaitingJob>("wait");
            services.AddSingleton<TimeProvider>(_time);
            services.AddSingleton<ICallRouter>(_network);
            services.AddSingleton<IOwners>(new Living($"host-{_engines.Count}"));
            services.Configure<QueuesOptions>(queues =>
            {
                queues["narrow"] = new QueueOptions { Concurrency = 1 };
                queues["two"] = new QueueOptions { Concurrency = 2 };
            });
        });
        _engines.Add(engine);
        return engine;
    }

    private Job Submit(JobSpec spec, int engine = 0) => _machine.Run(() => SubmitTo(engine, spec));

    private void SubmitForty(int engines) =>
        _machine.Run(() => Task.WhenAll(Enumerable.Range(0, 40).Select(n => SubmitTo(n % engines, Two))));

    private async Task<Job> SubmitTo(int engine, JobSpec spec) =>
        ((SubmitResult.Accepted)await _engines[engine].Grains.GetGrain<IJobGrain>(Guid.NewGuid()).Submit(spec)).Job;

    /// <summary>Submits a job that has to wait for another one.</summary>
    private void SubmitBehindAGate(JobSpec spec)
    {
        Submit(spec with { Kind = "wait" });
        _machine.Until(() => _seen.Count("gate in") == 1);
        Assert.Equal(JobState.Queued, Submit(spec).State);
    }

    private void EndAll()
    {
        _seen.Open("gate");
        _machine.Until(() => _store.Rows.All(row => row.HasEnded));
    }

    private void AssertOnceEachWithin(int limit, string? queue = null)
    {
        Assert.All(_store.Rows, row => Assert.Equal((JobPhase.Succeeded, 1), (row.Phase, row.Attempts.Length)));
        var running = new HashSet<Guid>();
        foreach (var commit in _store.Commits.Where(commit => queue is null || commit.After.Queue == queue))
        {
            if (commit.After.Phase == JobPhase.Running) running.Add(commit.After.Id);
            else running.Remove(commit.After.Id);
            Assert.InRange(running.Count, 0, limit);
        }
    }

    /// <summary>Kind "wait": ends when the test says so.</summary>
    private sealed class WaitingJob(Seen seen) : IJobHandler<NoInput, string?>
    {
        public async Task<string?> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken)
        {
            await seen.Pass("gate");
            return null;
        }
    }
}

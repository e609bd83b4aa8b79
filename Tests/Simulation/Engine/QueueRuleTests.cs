using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Simulation.Runtime;
using OrleansJobs.Tests.Grains.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>
/// The rules of docs/engine.md between jobs and queues, against a network that loses, repeats and misleads messages, silos
/// that die, and a clock that is set.
/// </summary>
public sealed class QueueRuleTests : IAsyncLifetime
{
    private readonly Gate _gate = new();
    private readonly MemoryJobStore _store = new();
    private readonly FastTimeProvider _time = new();
    private readonly FaultyNetwork _network = new();
    private readonly List<EngineHost> _hosts = [];

    public async Task InitializeAsync() => await StartHost();

    public async Task DisposeAsync()
    {
        _gate.Open();
        foreach (var host in _hosts) await host.DisposeAsync();
    }

    [Fact]
    public async Task A_lost_start_is_told_again_under_a_new_epoch()
    {
        var lost = 0;
        _network.Deliveries = call => call.MethodName == nameof(IJobGrain.Start) && Interlocked.Increment(ref lost) == 1 ? 0 : 1;
        await SubmitBehindAGate(new JobSpec { Kind = "noop", Queue = "narrow" });
        _gate.Open();
        await _store.WaitForEnds();
        Assert.InRange(lost, 2, int.MaxValue);
        AssertOnceEachWithin(1);
    }

    [Fact]
    public async Task News_that_a_job_waits_or_has_ended_may_be_lost()
    {
        _network.Deliveries = call => call.MethodName is nameof(IQueueLinkGrain.Enqueued) or nameof(IQueueLinkGrain.Released) ? 0 : 1;
        for (var n = 0; n < 4; n++) await Submit(new JobSpec { Kind = "noop", Queue = "two" });
        await _store.WaitForEnds();
        AssertOnceEachWithin(2);
    }

    [Fact]
    public async Task A_whole_message_to_the_queue_may_be_lost_with_its_answer()
    {
        var messages = 0;
        _network.Deliveries = call => call.MethodName == nameof(IQueueGrain.Exchange) && Interlocked.Increment(ref messages) % 2 == 1 ? 0 : 1;
        for (var n = 0; n < 6; n++) await Submit(new JobSpec { Kind = "noop", Queue = "two" });
        await _store.WaitForEnds();
        AssertOnceEachWithin(2);
    }

    [Fact]
    public async Task Repeated_messages_start_nothing_twice()
    {
        _network.Deliveries = call => call.IsOneWay ? 3 : 1;
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Submit(new JobSpec { Kind = "noop", Queue = "two" })));
        await _store.WaitForEnds();
        AssertOnceEachWithin(2);
    }

    [Fact]
    public async Task A_start_that_comes_late_finds_the_job_ended_and_changes_nothing()
    {
        var job = await Submit(new JobSpec { Kind = "noop", Queue = "two" });
        await _store.WaitForEnds();
        var ended = Assert.Single(_store.Rows);
        var commits = _store.Commits.Count;
        await _hosts[0].Grains.GetGrain<IJobGrain>(job.Id).Start("two", 1, 1);
        await _hosts[0].Grains.GetGrain<IJobGrain>(job.Id).Rescue("two", 1, 1);
        Assert.IsType<ChangeResult.Conflict>(await _hosts[0].Grains.GetGrain<IJobGrain>(job.Id).Cancel(null));
        Assert.Equal((ended, commits), (Assert.Single(_store.Rows), _store.Commits.Count));
    }

    [Fact]
    public async Task A_queue_that_dies_between_a_commit_and_its_hint_is_followed_by_one_that_reads_the_rows()
    {
        var other = await StartHost();
        _hosts.Remove(other); // What is dead cannot be stopped in an orderly way.
        await using var services = (ServiceProvider)other.Services;
        var dying = other.Services.GetRequiredService<EmbeddedSilo>();
        _network.QueueSilo = dying;
        await SubmitBehindAGate(new JobSpec { Kind = "noop", Queue = "narrow" });
        _store.AfterWrite = write =>
        {
            if (write.After.HasEnded && _network.QueueSilo is not null)
            {
                dying.Kill();
                _network.QueueSilo = _hosts[0].Services.GetRequiredService<EmbeddedSilo>();
            }

            return Task.CompletedTask;
        };
        _gate.Open();
        await _store.WaitForEnds();
        AssertOnceEachWithin(1);
    }

    [Fact]
    public async Task Two_activations_of_a_queue_start_no_job_twice_and_keep_its_limit()
    {
        var refused = 0;
        _store.Refused = outcome => refused += outcome == CommitOutcome.StaleEpoch ? 1 : 0;
        await StartHost();

        // One after the other, so that the first activation surely has the older epoch and still believes in it.
        foreach (var host in new[] { 0, 1 })
        {
            await Submit(new JobSpec { Kind = "noop", Queue = "two" }, host);
            await _store.WaitForEnds();
        }

        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Submit(new JobSpec { Kind = "noop", Queue = "two" }, n % 2)));
        await _store.WaitForEnds();
        AssertOnceEachWithin(2);
        Assert.InRange(refused, 1, int.MaxValue);
    }

    [Fact]
    public async Task A_clock_set_back_an_hour_delays_neither_running_nor_new_jobs_nor_the_repair_of_a_lost_start()
    {
        var lost = 0;
        _network.Deliveries = call => call.MethodName == nameof(IJobGrain.Start) && Interlocked.Increment(ref lost) == 1 ? 0 : 1;
        _store.Put(JobSamples.Pending() with { Queue = "narrow" }); // Due since long ago, by either clock.
        await _store.WaitForReads(2);
        _time.Shift = TimeSpan.FromHours(-1);
        await Submit(new JobSpec { Kind = "noop", Queue = "two" });
        await _store.WaitForEnds();
        AssertOnceEachWithin(1, "narrow");
    }

    private async Task<EngineHost> StartHost()
    {
        var number = _hosts.Count;
        var host = await EngineHost.Start(_store, services =>
        {
            services.AddSingleton(_gate);
            services.AddJob<GateJob>("gate");
            services.AddSingleton<TimeProvider>(_time);
            services.AddSingleton<ICallRouter>(_network);
            services.AddSingleton<IOwners>(new Living($"host-{number}"));
            // The clock is fast, this machine is not.
            services.Configure<EmbeddedSiloOptions>(silo => silo.ResponseTimeout = TimeSpan.FromMinutes(10));
            services.Configure<QueuesOptions>(queues =>
            {
                queues["narrow"] = new QueueOptions { Concurrency = 1 };
                queues["two"] = new QueueOptions { Concurrency = 2 };
            });
        });
        _hosts.Add(host);
        return host;
    }

    private Task<Job> Submit(JobSpec spec, int host = 0) => _hosts[host].Submit(spec);

    /// <summary>Submits a job that has to wait until the gate is opened.</summary>
    private async Task SubmitBehindAGate(JobSpec spec)
    {
        await Submit(new JobSpec { Kind = "gate", Queue = spec.Queue });
        await _gate.WaitForEntry();
        Assert.Equal(JobState.Queued, (await Submit(spec)).State);
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

    /// <summary>Every host lives.</summary>
    private sealed class Living(string self) : IOwners
    {
        public string Self => self;

        public bool IsDead(string owner) => false;
    }
}

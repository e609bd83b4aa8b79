using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Jobs that are changed or deleted on a running host.</summary>
public sealed class EditTests : IAsyncLifetime
{
    private readonly Gate _gate = new();
    private readonly MemoryJobStore _store = new();
    private EngineHost _host = null!;

    // One silo: between several, calls do not keep their order.
    public async Task InitializeAsync() => _host = await EngineHost.Start(_store, services =>
    {
        services.AddSingleton(_gate);
        services.AddJob<GateJob>("gate", new JobKindOptions { Queue = "gates", Timeout = TimeSpan.FromHours(1) });
    }, alone: true);

    public async Task DisposeAsync()
    {
        _gate.Open();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_scheduled_job_that_is_moved_to_another_queue_and_to_now_runs_there()
    {
        var job = await _host.Submit(new JobSpec { Kind = "noop", Delay = TimeSpan.FromHours(1), Priority = 5, Tags = ["old"] });
        var moved = Changed(await Grain(job.Id).Patch(new JobPatch { Queue = "other", RunAt = DateTimeOffset.UnixEpoch, Tags = ["new"] }));
        Assert.Equal(("other", 5, "new", 2), (moved.Queue, moved.Priority, moved.Tags.Single(), moved.Version));
        Assert.Equal((JobState.Succeeded, "other"), (await _host.End(job.Id)).Ended());
        Assert.Equal("other", _store.Commits.Single(commit => commit.After.Phase == JobPhase.Running).After.Queue);
    }

    [Fact]
    public async Task What_is_reset_is_as_its_kind_has_it()
    {
        var job = await _host.Submit(new JobSpec { Kind = "gate", Delay = TimeSpan.FromHours(1), Queue = "x", Timeout = TimeSpan.FromSeconds(1) });
        var changed = Changed(await Grain(job.Id).Patch(new JobPatch { ResetQueue = true, ResetTimeout = true }));
        Assert.Equal(("gates", TimeSpan.FromHours(1)), (changed.Queue, changed.Timeout));
        var noop = await _host.Submit(new JobSpec { Kind = "noop", Delay = TimeSpan.FromHours(1), Queue = "x", Timeout = TimeSpan.FromSeconds(1) });
        changed = Changed(await Grain(noop.Id).Patch(new JobPatch { ResetQueue = true, ResetTimeout = true }));
        Assert.Equal(("default", null), (changed.Queue, changed.Timeout));
    }

    [Fact]
    public async Task Of_a_running_job_priority_changes_and_its_queue_does_not()
    {
        var job = await _host.Submit(new JobSpec { Kind = "gate" });
        await _gate.WaitForEntry();
        Assert.Equal(7, Changed(await Grain(job.Id).Patch(new JobPatch { Priority = 7 })).Priority);
        Assert.IsType<ChangeResult.Conflict>(await Grain(job.Id).Patch(new JobPatch { Queue = "other" }));
        _gate.Open();
        Assert.Equal((JobState.Succeeded, "gates"), (await _host.End(job.Id)).Ended());
        Assert.IsType<ChangeResult.Conflict>(await Grain(job.Id).Patch(new JobPatch { Priority = 1 }));
    }

    [Fact]
    public async Task Of_many_changes_meant_for_one_version_one_is_made()
    {
        var job = await _host.Submit(new JobSpec { Kind = "noop", Delay = TimeSpan.FromHours(1) });
        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(priority =>
            Grain(job.Id).Patch(new JobPatch { Priority = priority, Versions = [job.Version] })));
        Assert.Single(results.OfType<ChangeResult.Changed>());
        Assert.Equal(19, results.OfType<ChangeResult.OtherVersion>().Count());
    }

    [Fact]
    public async Task A_patch_that_is_not_valid_or_of_no_job_changes_nothing()
    {
        var job = await _host.Submit(new JobSpec { Kind = "noop", Delay = TimeSpan.FromHours(1) });
        foreach (var (patch, field) in new (JobPatch, string)[]
        {
            (new JobPatch { Priority = 101 }, "priority"), (new JobPatch { Queue = "a b" }, "queue"), (new JobPatch { Queue = "" }, "queue"),
            (new JobPatch { Timeout = TimeSpan.Zero }, "timeout"), (new JobPatch { Tags = [new string('t', 1_000_001)] }, "tags"),
            (new JobPatch { Tags = [.. Enumerable.Repeat("t", 21)] }, "tags"),
        })
        {
            var invalid = Assert.IsType<ChangeResult.Invalid>(await Grain(job.Id).Patch(patch));
            Assert.Equal(field, invalid.Errors.Single().Field);
        }

        Assert.Single(_store.Commits);
        Assert.IsType<ChangeResult.NotFound>(await Grain(Guid.NewGuid()).Patch(new JobPatch { Priority = 1 }));
    }

    [Fact]
    public async Task A_deleted_job_is_gone_and_its_key_makes_a_new_one()
    {
        var id = JobId.FromKey("default", "key");
        var spec = new JobSpec { Kind = "noop", Keyed = true };
        await _host.Submit(spec, id);
        var first = await _host.End(id);
        Assert.Equal(id, Changed(await Grain(id).Delete()).Id);
        Assert.Empty(_store.Rows);
        Assert.Null(await Grain(id).WaitForEnd(TimeSpan.Zero));
        Assert.IsType<ChangeResult.NotFound>(await Grain(id).Delete());
        Assert.Single((await _host.Submit(spec with { Priority = 5 }, id)).Attempts);
        Assert.Equal(JobState.Succeeded, (await _host.End(id)).State);
        Assert.All(_store.Commits.Where(commit => commit.After.Priority == 5), commit => Assert.True(commit.After.Version > first.Version));
    }

    [Fact]
    public async Task A_job_that_lives_is_not_deleted()
    {
        var job = await _host.Submit(new JobSpec { Kind = "gate" });
        Assert.IsType<ChangeResult.Conflict>(await Grain(job.Id).Delete());
        Assert.Single(_store.Rows);
    }

    [Fact]
    public async Task A_deletion_whose_answer_was_lost_is_seen_in_the_missing_row()
    {
        var job = await _host.Run(new JobSpec { Kind = "noop" });
        _store.AfterDelete = () => throw new StoreException("lost", outcomeUnknown: true);
        Assert.IsType<ChangeResult.Changed>(await Grain(job.Id).Delete());
    }

    [Fact]
    public async Task A_deletion_that_the_store_refuses_leaves_the_job()
    {
        var job = await _host.Run(new JobSpec { Kind = "noop" });
        _store.BeforeDelete = () => throw new StoreException("no", outcomeUnknown: false);
        Assert.IsType<ChangeResult.Unavailable>(await Grain(job.Id).Delete());
        _store.BeforeDelete = () => throw new StoreException("no", outcomeUnknown: true);
        var twice = Grain(job.Id).Delete();
        _store.BeforeDelete = null;
        Assert.IsType<ChangeResult.Changed>(await twice);
    }

    [Fact]
    public async Task A_deletion_and_what_comes_with_it_are_taken_one_after_the_other()
    {
        var job = await _host.Run(new JobSpec { Kind = "noop" });

        // Calls keep their order only once the grain is awake.
        await Grain(job.Id).Cancel(null);
        var results = await Task.WhenAll(Grain(job.Id).Delete(), Grain(job.Id).Retry(null), Grain(job.Id).Delete());
        Assert.IsType<ChangeResult.Changed>(results[0]);
        Assert.IsType<ChangeResult.NotFound>(results[1]);
        Assert.IsType<ChangeResult.NotFound>(results[2]);
    }

    [Fact]
    public async Task The_log_is_read_in_pages_through_the_grain()
    {
        var job = await _host.Run(new JobSpec { Kind = "noop" });
        var row = _store.Rows.Single();
        var lines = Enumerable.Range(1, 5).Select(number => new JobLogLine { Attempt = 1, Number = number, At = row.CreatedAt, Text = $"{number}" });
        await _store.Write(new JobWrite { Before = row, After = row with { Version = row.Version + 1 }, Log = [.. lines] });
        var query = _host.Grains.GetGrain<IJobQueryGrain>(0);
        var seen = new List<string>();
        for (var page = await query.GetLog(new JobLogFilter { JobId = job.Id, Limit = 2 }); ; page = await query.GetLog(new JobLogFilter { JobId = job.Id, Limit = 2, After = page!.Next! }))
        {
            seen.AddRange(page!.Lines.Select(line => line.Text));
            if (page.Next is null) break;
        }

        Assert.Equal(["1", "2", "3", "4", "5"], seen);
        Assert.Null(await query.GetLog(new JobLogFilter { JobId = Guid.NewGuid() }));
    }

    private IJobGrain Grain(Guid id) => _host.Grains.GetGrain<IJobGrain>(id);

    private static Job Changed(ChangeResult result) => Assert.IsType<ChangeResult.Changed>(result).Job;
}

/// <summary>What tests compare of an ended job.</summary>
file static class EndedJob
{
    public static (JobState State, string Queue) Ended(this Job job) => (job.State, job.Queue);
}

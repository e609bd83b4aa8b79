using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;
using static OrleansJobs.Tests.Grains.Jobs.JobSamples;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>What follows from a later submit of a job's debounce key.</summary>
public sealed class JobMachineDebounceTests
{
    private static readonly DateTimeOffset Made = Debounced().CreatedAt;

    [Fact]
    public void The_job_becomes_what_the_last_submit_asks_for_and_keeps_what_it_is()
    {
        var fresh = Fresh(TimeSpan.FromSeconds(9)) with
        {
            Id = Guid.NewGuid(),
            Queue = "other",
            Pool = "noop\ngpu",
            Lane = "a",
            Cost = 3,
            Priority = 7,
            Tags = ["t"],
            Retry = new RetryRule { MaxAttempts = 2 },
            ExpiresAt = Now.AddHours(1),
            Timeout = TimeSpan.FromSeconds(4),
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            Input = Json.Parse("[2]"),
        };
        var before = Debounced() with { Number = 5 };
        var expected = fresh with { Id = before.Id, Seq = before.Seq, Number = 5, CreatedAt = before.CreatedAt, Version = before.Version };
        Assert.Equal(expected, Apply(before, new JobEvent.Debounced(fresh, DebounceKeep.Last)));
    }

    [Fact]
    public void With_keep_first_only_its_time_moves()
    {
        var before = Debounced() with { Input = Json.Parse("[1]"), Priority = 1 };
        var fresh = Fresh(TimeSpan.FromSeconds(9)) with { Input = Json.Parse("[2]"), Priority = 2, Queue = "other" };
        Assert.Equal(before with { RunAt = Now.AddSeconds(9) }, Apply(before, new JobEvent.Debounced(fresh, DebounceKeep.First)));
    }

    [Theory]
    [InlineData(null, null, 20)]
    [InlineData(15, null, 14)]
    [InlineData(15, 40, 14)]
    [InlineData(null, 15, 14)]
    [InlineData(40, 15, 14)]
    public void Its_time_moves_no_further_than_the_earliest_bound_from_when_it_was_made(int? first, int? later, int runs)
    {
        // It was made a second ago.
        var before = Debounced(first is { } one ? Made.AddSeconds(one) : null);
        var fresh = Fresh(TimeSpan.FromSeconds(20), later is { } other ? Now.AddSeconds(other) : null);
        var after = Apply(before, new JobEvent.Debounced(fresh, DebounceKeep.First));
        Assert.Equal(Now.AddSeconds(runs), after.RunAt);

        // Nor does a third submit without a bound move it further.
        var third = Apply(after, new JobEvent.Debounced(Fresh(TimeSpan.FromDays(1)), DebounceKeep.Last));
        var earliest = first < later || later is null ? first : later;
        Assert.Equal(earliest is { } bound ? Made.AddSeconds(bound) : Now.AddDays(1), third.RunAt);
    }

    [Fact]
    public void A_job_whose_bound_has_passed_stays_due_and_becomes_what_is_asked_for_all_the_same()
    {
        var before = Debounced(Now.AddSeconds(-0.5)) with { RunAt = Now.AddSeconds(-0.5) };
        var after = Apply(before, new JobEvent.Debounced(Fresh(TimeSpan.FromSeconds(20)) with { Input = Json.Parse("[2]") }, DebounceKeep.Last));
        Assert.Equal((before.RunAt, "[2]"), (after.RunAt, $"{after.Input}"));
    }

    [Fact]
    public void Once_it_has_been_started_it_takes_no_more_submits_whatever_became_of_it()
    {
        var started = Apply(Debounced() with { RunAt = Now }, Grant());
        var again = Apply(started, Failure());
        var cancelled = Apply(Debounced(), new JobEvent.CancelRequested(null));
        var expired = Apply(Debounced() with { ExpiresAt = Now, RunAt = Now }, Grant());
        foreach (var job in new[] { started, again, cancelled, expired, Apply(cancelled, new JobEvent.RetryRequested(null)), Pending() })
        {
            Assert.Null(job.DebounceUntil);
            Assert.Equal(JobRefusal.NotDebounced, Refused(job, Later()));
        }

        Assert.Equal(JobPhase.Failed, expired.Phase);
        Assert.Equal(JobRefusal.Unknown, Refused(null, Later()));
    }

    [Fact]
    public void What_a_program_of_an_earlier_version_has_started_or_ended_takes_no_more_submits_either()
    {
        foreach (var job in new[] { Running(), Succeeded(), Cancelled(), Pending() with { StartedAt = Now } })
            Assert.Equal(JobRefusal.NotDebounced, Refused(job with { DebounceKey = "k", DebounceUntil = JobRecords.NoBound }, Later()));
        var stale = Cancelled() with { DebounceKey = "k", DebounceUntil = JobRecords.NoBound };
        Assert.Null(Apply(stale, new JobEvent.RetryRequested(null)).DebounceUntil);
    }

    [Fact]
    public void A_start_for_the_version_before_is_refused()
    {
        var changed = Apply(Debounced(), Later()) with { Version = 2 };
        Assert.Equal(JobRefusal.OtherVersion, Refused(changed, Grant() with { Version = 1 }));
    }

    [Fact]
    public void The_queue_hears_of_every_version_even_if_its_place_is_the_same()
    {
        var before = Debounced();
        var entry = JobEffects.Between(before, before with { Version = 2, Input = Json.Parse("[2]") }).Enqueue;
        Assert.Equal(2, entry!.Version);
        Assert.Equal(3, JobEffects.Between(before, before with { Version = 2, Cost = 3 }).Enqueue!.Cost);
        Assert.Null(JobEffects.Between(Pending(), Pending() with { Version = 2 }).Enqueue);
    }

    [Fact]
    public void A_fresh_record_has_its_time_key_and_bound()
    {
        var spec = new JobSpec { Kind = "noop", Debounce = new JobDebounce { Key = "k", For = TimeSpan.FromSeconds(3), AtMost = TimeSpan.FromSeconds(5) } };
        var record = JobRecords.Create(Guid.NewGuid(), spec, new JobKindOptions(), Now);
        Assert.Equal(("k", Now.AddSeconds(3), Now.AddSeconds(5)), (record.DebounceKey, record.RunAt, record.DebounceUntil));
        var without = JobRecords.Create(Guid.NewGuid(), spec with { Debounce = spec.Debounce with { AtMost = null } }, new JobKindOptions(), Now);
        Assert.Equal(JobRecords.NoBound, without.DebounceUntil);
    }

    private static JobRecord Fresh(TimeSpan pause, DateTimeOffset? bound = null) =>
        Debounced(bound) with { CreatedAt = Now, RunAt = Now + pause, Version = 0 };
}

using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Schedules;
using OrleansJobs.Tests.Silo.Storage;
using OrleansJobs.Tests.Support;
using OrleansJobs.Workers;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Jobs of which the store cannot open a value, on a running host.</summary>
public sealed class SealedTests : IAsyncLifetime
{
    private static readonly Guid Id = Guid.Parse("00000000-0000-0000-0000-00000000005e");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Json Closed = Json.Parse(" \"sealed:1:k1:c2VjcmV0\"");

    private readonly MemoryJobStore _store = new();
    private readonly TaskCompletionSource<JobRecord> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EngineHost _host = null!;

    public async Task InitializeAsync()
    {
        _store.AfterWrite = write =>
        {
            if (write.After.HasEnded) _ended.TrySetResult(write.After);
            return Task.CompletedTask;
        };
        // Schedules are in the memory of each silo.
        _host = await EngineHost.Start(_store, alone: true);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Its_attempt_fails_and_names_the_key_and_a_new_input_helps()
    {
        var row = Row("noop");
        _store.Put(row);
        var ended = await _ended.Task.WaitAsync(Patience);
        Assert.Equal((JobPhase.Failed, "sealed", Closed), (ended.Phase, ended.Error!.Type, ended.Input));
        Assert.Contains("sealed with the key \"k1\"", ended.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", ended.Error.Message, StringComparison.Ordinal);

        var shown = await Queries.Get(row.Id);
        Assert.Equal((JobState.Failed, null, ended.Error.Message), (shown!.State, shown.Input, shown.Sealed));
        Assert.True(Assert.Throws<StoreException>(shown.Whole).IsSealed);
        Assert.Equal(JobState.Failed, Assert.Single((await Queries.List(new JobFilter { Limit = 5 })).Jobs).State);

        Assert.Null(Assert.IsType<ChangeResult.Changed>(await _host.Grains.GetGrain<IJobGrain>(row.Id).Retry(Json.Parse("{}"))).Job.Result);
        Assert.Equal(JobState.Succeeded, (await _host.End(row.Id)).State);
    }

    [Fact]
    public async Task A_worker_does_not_get_it_and_its_lease_is_a_failed_attempt()
    {
        Assert.IsType<KindResult.Changed>(await _host.Grains.GetGrain<IKindsGrain>(0).Put(new OutsideKind { Name = "resize" }));
        var row = Row("resize") with { Pool = "resize" };
        _store.Put(row);
        var offers = await _host.Grains.GetGrain<IQueueGrain>("default").Lease(new LeaseRequest { Kinds = ["resize"], Labels = [], Wait = Patience });
        var terms = new LeaseTerms { Queue = "default", Offer = Assert.Single(offers), Token = Id, Worker = "w", For = Patience };
        Assert.Null(await _host.Grains.GetGrain<IJobGrain>(row.Id).Lease(terms));
        var ended = await _ended.Task.WaitAsync(Patience);
        Assert.Equal((JobPhase.Failed, "sealed", 1), (ended.Phase, ended.Error!.Type, ended.AttemptNumber));
    }

    [Fact]
    public async Task A_schedule_with_such_an_input_is_listed_without_it_and_its_runs_are_refused()
    {
        var schedules = _host.Services.GetRequiredService<IScheduleStore>();
        var schedule = StoreContract.FullSchedule with { Declaration = ScheduleDeclaration.None, WakeAt = null, Spec = new ScheduleSpec { Cron = "@daily", Job = new JobSpec { Kind = "noop", Input = Closed } } };
        Assert.True(await schedules.Write(null, schedule));
        var query = _host.Grains.GetGrain<IScheduleQueryGrain>(0);
        Assert.Null(Assert.Single((await query.List(null, 5)).Schedules).Spec.Job.Input);
        Assert.Contains("\"k1\"", (await Assert.ThrowsAsync<StoreException>(() => query.Get("nightly"))).Message, StringComparison.Ordinal);
        var refused = Assert.IsType<SubmitResult.Invalid>(await _host.Grains.GetGrain<IScheduleGrain>("nightly").Run(Id));
        Assert.Contains("\"k1\"", Assert.Single(refused.Errors).Message, StringComparison.Ordinal);
        Assert.IsType<ScheduleResult.Changed>(await _host.Grains.GetGrain<IScheduleGrain>("nightly").Pause(null));
        Assert.Equal(Closed, (await schedules.Read("nightly", CancellationToken.None))!.Spec.Job.Input);
    }

    [Fact]
    public async Task It_is_no_input_of_another_job()
    {
        var invalid = Assert.IsType<SubmitResult.Invalid>(await _host.Grains.GetGrain<IJobGrain>(Id).Submit(new JobSpec { Kind = "noop", Input = Closed }));
        Assert.Equal("input", Assert.Single(invalid.Errors).Field);
    }

    private IJobQueryGrain Queries => _host.Grains.GetGrain<IJobQueryGrain>(0);

    private static JobRecord Row(string kind) => Rows.Pending(kind: kind) with { Input = Closed, Retry = new RetryRule { MaxAttempts = 1 } };
}

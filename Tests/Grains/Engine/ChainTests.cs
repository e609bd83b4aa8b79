using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.Silo.Storage;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Jobs that wait for others, on a running host.</summary>
public sealed class ChainTests : IAsyncLifetime
{
    private static readonly JobSpec Noop = new() { Kind = "noop", Queue = "q" };

    private readonly MemoryJobStore _store = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await EngineHost.Start(_store, services => services.AddJob<AddingJob>("add").AddJob<ReadingJob>("read"));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task What_is_refused_is_refused_by_the_row_as_it_is_now()
    {
        var id = (await _host.Submit(new JobSpec { Kind = "noop", Delay = TimeSpan.FromHours(1) })).Id;
        var grain = _host.Grains.GetGrain<IJobGrain>(id);
        await grain.Cancel(null);

        // This activation knows the job as cancelled, and another one makes it run again.
        Assert.IsType<ChangeResult.Conflict>(await grain.Patch(new JobPatch { Priority = 1 }));
        var ended = _store.Rows.Single(row => row.Id == id);
        var again = ended.Next() with { Phase = JobPhase.Pending, EndedAt = null, PurgeAt = null };
        Assert.Equal(CommitOutcome.Committed, (await _store.Write(new JobWrite { Before = ended, After = again })).Outcome);

        var child = await _host.Submit(new JobSpec { Kind = "noop", After = [id] });
        Assert.Equal(JobState.Waiting, child.State);
        Assert.IsType<ChangeResult.Changed>(await grain.Patch(new JobPatch { Priority = 2 }));
    }

    [Fact]
    public async Task A_job_runs_when_all_that_it_waits_for_have_succeeded_and_knows_their_results()
    {
        await Pause(true);
        var (one, two) = (await Submit(Add(1)), await Submit(Add(2)));
        var third = await Submit(Add(10) with { Queue = "default", After = [one.Id, two.Id] });
        Assert.Equal(JobState.Waiting, third.State);
        Assert.Equal<Guid>([one.Id, two.Id], third.Parents!.Value);
        await Pause(false);
        Assert.Equal("13", $"{(await _host.End(third.Id)).Result}");
    }

    [Fact]
    public async Task One_whose_parents_have_ended_already_runs_at_once()
    {
        var one = await _host.Run(Add(1));
        Assert.Equal("11", $"{(await _host.Run(Add(10) with { After = [one.Id] })).Result}");
    }

    [Theory]
    [InlineData(ParentFailure.Cancel, JobState.Cancelled)]
    [InlineData(ParentFailure.Run, JobState.Succeeded)]
    public async Task What_becomes_of_it_when_a_parent_fails_is_its_own_to_say(ParentFailure policy, JobState state)
    {
        var failing = new JobSpec { Kind = "fail", Queue = "q", Input = Json.Parse("""{"times":1}"""), Retry = new RetryRule { MaxAttempts = 1 } };
        await Pause(true);
        var parent = await Submit(failing);
        var child = await Submit(Noop with { Queue = "default", After = [parent.Id], OnParentFailure = policy });
        var grandchild = await Submit(Noop with { Queue = "default", After = [child.Id] });
        await Pause(false);
        Assert.Equal((state, state), ((await _host.End(child.Id)).State, (await _host.End(grandchild.Id)).State));

        // The same of one that is submitted too late to see it happen.
        var late = await _host.Run(Noop with { After = [parent.Id], OnParentFailure = policy });
        Assert.Equal(state, late.State);
        if (state == JobState.Cancelled) Assert.Equal($"Job {parent.Id}, for which it waited, failed.", late.CancelReason);
    }

    [Fact]
    public async Task A_parent_that_there_is_not_is_named_and_nothing_is_stored()
    {
        var one = await _host.Run(Noop);
        var (id, unknown) = (Guid.NewGuid(), Guid.NewGuid());
        var result = await Grain(id).Submit(Noop with { After = [one.Id, unknown, id] });
        Assert.Equal(["after[1]", "after[2]"], Assert.IsType<SubmitResult.Invalid>(result).Errors.Select(error => error.Field));
        Assert.Equal(one.Id, Assert.Single(_store.Rows).Id);
    }

    [Fact]
    public async Task It_is_explained_by_those_that_it_waits_for()
    {
        await Pause(true);
        var parents = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Submit(Noop)));
        var child = await Submit(Noop with { After = [.. parents.Select(parent => parent.Id)] });
        await Grain(parents[0].Id).Cancel(null);
        Assert.Equal(JobState.Cancelled, (await _host.End(child.Id)).State);

        child = await Submit(Noop with { After = [.. parents.Skip(1).Select(parent => parent.Id)] });
        var explained = await _host.Grains.GetGrain<IJobQueryGrain>(0).Explain(child.Id);
        var reason = Assert.Single(explained!.Reasons);
        Assert.Equal((JobState.Waiting, ReasonCode.WaitingForParents, "It waits for 11 of 11 jobs to end."), (explained.State, reason.Code, reason.Detail));
        Assert.Equal(parents.Skip(1).Take(10).Select(parent => parent.Id), reason.By!.Value);
    }

    [Fact]
    public async Task A_parent_that_waits_for_its_slot_starts_all_the_same_when_it_gets_children()
    {
        await Pause(true);
        var parent = await Submit(Noop);
        var children = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Submit(Noop with { After = [parent.Id] })));
        await Pause(false);
        foreach (var child in children) Assert.Equal(JobState.Succeeded, (await _host.End(child.Id)).State);
    }

    [Fact]
    public async Task Lost_news_of_an_end_is_told_again()
    {
        await Pause(true);
        var parent = await Submit(Noop);
        var child = await Submit(Noop with { Queue = "default", After = [parent.Id] });

        // The first write of the child fails.
        var seen = _store.RefuseFirst(1, write => write.Before?.Phase == JobPhase.Waiting);
        await Pause(false);
        Assert.Equal(JobState.Succeeded, (await _host.End(child.Id)).State);
        Assert.InRange(seen(), 2, int.MaxValue);
        Assert.Empty(await _store.ReadEnded(9, CancellationToken.None));
    }

    [Fact]
    public async Task What_becomes_of_a_parent_after_its_end_changes_nothing()
    {
        await Pause(true);
        var (first, second) = (await Submit(Noop), await Submit(Noop));
        var child = await Submit(Noop with { Queue = "default", After = [first.Id, second.Id], OnParentFailure = ParentFailure.Run });
        await Grain(first.Id).Cancel(null);
        await Grain(first.Id).Retry(null);
        await Grain(second.Id).Cancel(null);
        Assert.Equal(JobState.Succeeded, (await _host.End(child.Id)).State);
        await Grain(second.Id).Delete();

        var reader = await Submit(new JobSpec { Kind = "read", After = [first.Id], Queue = "default" });
        await Pause(false);
        Assert.Equal("\"Succeeded\"", $"{(await _host.End(reader.Id)).Result}");
    }

    [Fact]
    public async Task A_repeated_submit_under_a_key_asks_for_the_same_parents()
    {
        var one = await _host.Run(Noop);
        var id = JobId.FromKey(JobId.DefaultTenant, "k");
        var spec = Noop with { Keyed = true, After = [one.Id] };
        Assert.IsType<SubmitResult.Accepted>(await Grain(id).Submit(spec));
        Assert.IsType<SubmitResult.Existing>(await Grain(id).Submit(spec));
        Assert.IsType<SubmitResult.KeyReused>(await Grain(id).Submit(spec with { After = [] }));
        Assert.IsType<SubmitResult.KeyReused>(await Grain(id).Submit(spec with { OnParentFailure = ParentFailure.Run }));
    }

    private static JobSpec Add(int value) => new() { Kind = "add", Queue = "q", Input = Json.Parse($"{value}") };

    private Task<Job> Submit(JobSpec spec) => _host.Submit(spec);

    private IJobGrain Grain(Guid id) => _host.Grains.GetGrain<IJobGrain>(id);

    private Task<QueueResult> Pause(bool paused) => _host.Grains.GetGrain<IQueueGrain>("q").SetPaused(paused);

    /// <summary>Adds its input to the results of its parents.</summary>
    private sealed class AddingJob : IJobHandler<int, int>
    {
        public async Task<int> RunAsync(int input, JobContext context, CancellationToken cancellationToken)
        {
            foreach (var parent in context.Parents) input += await context.GetParentResult<int>(parent);
            return input;
        }
    }

    /// <summary>Says how its parent is.</summary>
    private sealed class ReadingJob : IJobHandler<NoInput, string>
    {
        public async Task<string> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => context.GetParent(context.JobId));
            return $"{(await context.GetParent(context.Parents[0]))?.State}";
        }
    }
}

using System.Collections.Concurrent;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.Silo.Storage;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Durable steps and sleep, on a running host.</summary>
public sealed class StepTests : ScriptedTests
{
    [Fact]
    public async Task A_step_runs_once_and_a_retry_goes_on_after_it()
    {
        var runs = new ConcurrentBag<string>();
        Script.Handler = async (context, _) =>
        {
            var first = await context.Step("charge", _ => Run("charge", 42));
            var second = await context.Step("mail", _ => context.Failures < 2 ? throw new InvalidOperationException("no mail") : Run("mail", "sent"));
            Assert.Equal(42, await context.Step("charge", _ => Run("charge", 43)));
            return $"{first} {second}";
        };
        var job = await Host.Run(Spec);
        Assert.Equal((JobState.Succeeded, "\"42 sent\""), (job.State, $"{job.Result}"));
        Assert.Equal(["charge", "mail"], runs.Order());
        Assert.Equal(3, job.Attempts.Length);

        Task<T> Run<T>(string name, T value)
        {
            runs.Add(name);
            return Task.FromResult(value);
        }
    }

    [Fact]
    public async Task A_value_that_the_store_cannot_open_is_an_error_of_its_own()
    {
        Script.Handler = (_, _) => throw new StoreException("sealed with the key k1", outcomeUnknown: false) { IsSealed = true };
        Assert.Equal(("sealed", "sealed with the key k1"), await Host.Run(Spec) is { Error: { } error } ? (error.Type, error.Message) : default);
    }

    [Fact]
    public async Task Steps_are_listed_page_by_page_and_large_values_make_short_pages()
    {
        var large = new string('x', 1_000_000);
        Script.Handler = async (context, _) =>
        {
            foreach (var name in (string[])["e", "d", "c", "b", "a"]) await context.Step(name, _ => Task.FromResult(large));
            return "done";
        };
        var id = (await Host.Run(Spec)).Id;
        var jobs = Host.Grains.GetGrain<IJobQueryGrain>(0);
        var (first, second, two) = ((await jobs.ListSteps(id, null, 100))!, (await jobs.ListSteps(id, "d", 100))!, (await jobs.ListSteps(id, "a", 2))!);
        Assert.Equal(["a", "b", "c", "d"], first.Steps.Select(step => step.Name));
        Assert.Equal(("d", "e", null), (first.Next, second.Steps.Single().Name, second.Next));
        Assert.Equal((2, "c"), (two.Steps.Length, two.Next));
    }

    [Fact]
    public async Task An_operators_retry_goes_on_after_the_steps_unless_it_begins_anew()
    {
        var runs = 0;
        Script.Handler = async (context, _) =>
        {
            var value = await context.Step("count", _ => Task.FromResult(Interlocked.Increment(ref runs)));
            if (Script.Fails) throw new NonRetryableException("no");
            return $"{value}";
        };
        Script.Fails = true;
        var id = (await Host.Run(Spec)).Id;
        Script.Fails = false;
        Assert.Equal("1", await Again(null));
        Assert.Equal("2", await Again(null));
        Assert.Equal("3", await Again(Json.Parse("{}")));

        async Task<string> Again(Json? input)
        {
            await Grain(id).Retry(input);
            return $"{(await Host.End(id)).Result}".Trim('"');
        }
    }

    [Fact]
    public async Task What_has_been_done_is_stored_though_the_store_was_away()
    {
        var runs = 0;
        var seen = Store.RefuseFirst(2, write => !write.Steps.IsEmpty);
        Script.Handler = async (context, _) =>
        {
            context.Log("before");
            await context.Step("once", _ => Task.FromResult(Interlocked.Increment(ref runs)));
            return context.Attempt == 1 ? throw new InvalidOperationException("again") : "done";
        };
        Assert.Equal(JobState.Succeeded, (await Host.Run(Spec)).State);
        Assert.Equal(1, runs);
        Assert.InRange(seen(), 3, int.MaxValue);
        Assert.Equal(["before", "before"], Store.LogOf(Store.Rows[0].Id));
    }

    [Fact]
    public async Task A_step_of_an_attempt_that_has_been_superseded_does_not_run()
    {
        var (began, goOn, told) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource<Exception?>());
        var runs = 0;
        Script.Handler = async (context, _) =>
        {
            began.TrySetResult();
            await goOn.Task;
            told.TrySetResult(await Record.ExceptionAsync(() => context.Step("charge", _ => Task.FromResult(Interlocked.Increment(ref runs)))));
            return "done";
        };
        await Host.Submit(Spec);
        await began.Task;

        // Another activation runs the job, as this one's host was taken for dead.
        var row = Assert.Single(Store.Rows);
        Assert.Equal(CommitOutcome.Committed, (await Store.Write(new JobWrite { Before = row, After = row.Next() with { Token = Guid.NewGuid() } })).Outcome);
        goOn.SetResult();
        Assert.IsAssignableFrom<OperationCanceledException>(await told.Task);
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task What_was_said_before_a_checkpoint_that_the_store_does_not_take_is_not_lost()
    {
        Store.RefuseFirst(1, write => write.After.Checkpoint is not null);
        Script.Handler = async (context, _) =>
        {
            context.Log("before");
            await Assert.ThrowsAsync<IOException>(() => context.SaveCheckpoint(1));
            return "done";
        };
        Assert.Equal(JobState.Succeeded, (await Host.Run(Spec)).State);
        Assert.Equal(["before"], Store.LogOf(Store.Rows[0].Id));
    }

    [Fact]
    public async Task Wrong_steps_are_refused()
    {
        Script.Handler = async (context, _) =>
        {
            foreach (var name in new[] { "", "a\tb", "\ud800", new string('n', 101) })
                await Assert.ThrowsAsync<ArgumentException>(() => context.Step(name, _ => Task.FromResult(1)));
            var gate = new TaskCompletionSource<int>();
            var first = context.Step("same", _ => gate.Task);
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.Step("same", _ => Task.FromResult(2)));
            gate.SetResult(1);
            Assert.Equal(1, await first);
            await Assert.ThrowsAsync<NonRetryableException>(() => context.Step("large", _ => Task.FromResult(new string('x', 2 << 20))));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => context.Sleep("long", TimeSpan.FromDays(10_000)));
            for (var i = 1; i < 1_000; i++) await context.Step($"step {i}", _ => Task.FromResult(i));
            await Assert.ThrowsAsync<NonRetryableException>(() => context.Step("one more", _ => Task.FromResult(1)));
            return "done";
        };
        var job = await Host.Run(Spec);
        Assert.Equal((JobState.Succeeded, null), (job.State, job.Error?.Message));
    }

    [Fact]
    public async Task A_job_that_sleeps_has_neither_slot_nor_process_and_goes_on_after_it()
    {
        Script.Handler = async (context, _) =>
        {
            await context.Step("before", _ => Task.FromResult(context.Attempt));
            await context.Sleep("nap", TimeSpan.FromDays(1));
            return $"{await context.Step("after", _ => Task.FromResult(context.Attempt))}";
        };
        var id = (await Host.Submit(Spec)).Id;
        await Store.WaitFor(row => row.Attempts is [{ Outcome: AttemptOutcome.Suspended }]);
        var row = Assert.Single(Store.Rows);
        Assert.Equal((JobPhase.Pending, 0, null), (row.Phase, row.Failures, row.Token));
        Assert.InRange(row.RunAt, row.CreatedAt.AddDays(1), DateTimeOffset.MaxValue);
        var explained = await Host.Grains.GetGrain<IJobQueryGrain>(0).Explain(id);
        Assert.StartsWith("It sleeps until ", Assert.Single(explained!.Reasons).Detail, StringComparison.Ordinal);

        // Waked before its time it sleeps on.
        await Grain(id).Patch(new JobPatch { RunAt = row.CreatedAt });
        await Store.WaitFor(one => one.Attempts is [_, { Outcome: AttemptOutcome.Suspended }]);
        Assert.Equal(row.RunAt, Assert.Single(Store.Rows).RunAt);
    }

    [Fact]
    public async Task A_signal_that_comes_before_or_after_it_is_waited_for_is_there()
    {
        Script.Handler = async (context, _) =>
        {
            var early = await context.WaitForSignal<int>("early");
            var late = await context.WaitForSignal<string>("late", TimeSpan.FromDays(1));
            return $"{early} {late} {await context.WaitForSignal<int>("early")}";
        };
        var id = (await Host.Submit(Spec with { Delay = TimeSpan.FromMilliseconds(200) })).Id;
        Assert.IsType<ChangeResult.Changed>(await Grain(id).Signal("early", Json.Parse("7")));
        Assert.IsType<ChangeResult.Changed>(await Grain(id).Signal("early", Json.Parse("8")));
        await Store.WaitFor(row => row.AwaitsSignal == "late");
        var explained = await Host.Grains.GetGrain<IJobQueryGrain>(0).Explain(id);
        Assert.Equal((ReasonCode.WaitingForSignal, null), (Assert.Single(explained!.Reasons).Code, explained.PredictedStart));
        Assert.IsType<ChangeResult.Changed>(await Grain(id).Signal("late", Json.Parse("\"yes\"")));
        Assert.Equal("\"7 yes 7\"", $"{(await Host.End(id)).Result}");
        Assert.IsType<ChangeResult.Conflict>(await Grain(id).Signal("more", Json.Parse("1")));
        Assert.IsType<ChangeResult.NotFound>(await Grain(Guid.NewGuid()).Signal("more", Json.Parse("1")));
        foreach (var name in new[] { "", "signal:x", "deadline:x", "a\nb" })
            Assert.Equal("name", Assert.Single(Assert.IsType<ChangeResult.Invalid>(await Grain(id).Signal(name, Json.Parse("1"))).Errors).Field);
        Assert.Equal("value", Assert.Single(Assert.IsType<ChangeResult.Invalid>(await Grain(id).Signal("n", Json.Parse($"\"{new string('x', 2 << 20)}\""))).Errors).Field);
    }

    [Fact]
    public async Task A_job_takes_no_more_signals_than_it_may_have_steps()
    {
        var id = (await Host.Submit(Spec with { Delay = TimeSpan.FromHours(1) })).Id;
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(n => Grain(id).Signal($"{n}", Json.Parse("1"))));
        Assert.Equal("name", Assert.Single(Assert.IsType<ChangeResult.Invalid>(await Grain(id).Signal("one more", Json.Parse("1"))).Errors).Field);
        Assert.IsType<ChangeResult.Changed>(await Grain(id).Signal("7", Json.Parse("1")));
        Assert.Equal(1_000, Assert.Single(Store.Rows).Signals.Length);
    }

    [Fact]
    public async Task A_job_that_is_started_while_its_submit_lets_it_go_is_heard_while_it_runs()
    {
        Script.Handler = async (context, _) =>
        {
            await context.SaveCheckpoint(1);
            return "heard";
        };
        await Host.Grains.GetGrain<IQueueGrain>("q").SetPaused(true);
        var epoch = await Store.ReadEpoch("q", CancellationToken.None);
        var (stored, answer, starts) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        Store.AfterWrite = write =>
        {
            if (write.Before is not null) return Task.CompletedTask;
            Store.BeforeRead = () =>
            {
                starts.TrySetResult();
                return Task.CompletedTask;
            };
            stored.TrySetResult();
            return answer.Task;
        };
        var id = Guid.NewGuid();
        var submit = Host.Submit(Spec with { Queue = "q", Retry = new RetryRule { MaxAttempts = 1 } }, id);
        await stored.Task;
        await Grain(id).Start("q", epoch, version: 1);
        await starts.Task;
        answer.SetResult();
        await submit;
        Assert.Equal("\"heard\"", $"{(await Host.End(id)).Result}");
    }
}

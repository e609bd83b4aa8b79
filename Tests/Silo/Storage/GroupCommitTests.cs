using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Silo.Storage.Sealing;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public sealed class GroupCommitTests
{
    private readonly ScriptedDriver _driver = new();
    private readonly StorageOptions _options = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<int> _ran = [];
    private readonly IMeterFactory _meters = TestMeters.New();

    [Fact]
    public async Task What_arrives_during_a_commit_goes_together_in_the_next_and_nothing_is_told_before_its_own()
    {
        using var inCommit = new SemaphoreSlim(0);
        using var mayCommit = new SemaphoreSlim(0);
        _driver.OnCommit = () =>
        {
            inCommit.Release();
            mayCommit.Wait(TimeSpan.FromSeconds(10));
            lock (_ran) _ran.Add(-1);
        };
        using var writer = Start();
        var first = Add(writer, 1);
        await inCommit.WaitAsync();
        var others = Enumerable.Range(2, 10).Select(i => Add(writer, i)).ToList();
        Assert.False(first.IsCompleted);

        mayCommit.Release();
        Assert.Equal(1, await first);
        await inCommit.WaitAsync();
        Assert.DoesNotContain(others, other => other.IsCompleted);
        mayCommit.Release();
        Assert.Equal(Enumerable.Range(2, 10), await Task.WhenAll(others));
        lock (_ran) Assert.Equal([1, -1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -1], _ran);
    }

    [Fact]
    public async Task A_batch_is_no_larger_than_allowed()
    {
        _options.MaxBatch = 4;
        _driver.OnCommit = () =>
        {
            lock (_ran) _ran.Add(-1);
        };
        using var hold = new SemaphoreSlim(0);
        using var writer = Start();
        var held = Hold(writer, hold);
        var all = Enumerable.Range(1, 10).Select(i => Add(writer, i)).ToList();
        hold.Release();
        await held;
        await Task.WhenAll(all);
        lock (_ran) Assert.Equal([-1, 1, 2, 3, 4, -1, 5, 6, 7, 8, -1, 9, 10, -1], _ran);
    }

    [Fact]
    public async Task A_commit_in_doubt_leaves_the_outcome_unknown_to_all_of_its_batch()
    {
        _driver.CommitIsDoubtful = true;
        using var hold = new SemaphoreSlim(0);
        using var writer = Start();
        var held = Hold(writer, hold);
        var all = Enumerable.Range(1, 3).Select(i => Add(writer, i)).ToList();
        _driver.OnCommit = () => throw new IOException("gone");
        hold.Release();
        foreach (var one in all.Append(held))
            Assert.True((await Assert.ThrowsAsync<StoreException>(() => one)).OutcomeUnknown);

        _driver.OnCommit = () => { };
        Assert.Equal(9, await Add(writer, 9));
        Assert.Contains("open", _driver.Events);
    }

    [Fact]
    public async Task A_commit_that_certainly_failed_is_told_so()
    {
        _driver.OnCommit = () => throw new IOException("full");
        using var writer = Start();
        Assert.False((await Assert.ThrowsAsync<StoreException>(() => Add(writer, 1))).OutcomeUnknown);
    }

    [Fact]
    public async Task A_lost_connection_is_replaced_once_without_anybody_noticing()
    {
        _driver.Meaning = _ => Fault.ConnectionLost;
        _driver.OnBegin = () =>
        {
            _driver.OnBegin = () => { };
            throw new IOException("reset");
        };
        using var writer = Start();
        Assert.Equal(1, await Add(writer, 1));
        Assert.Equal(["close", "open", "commit"], _driver.Events);
    }

    [Fact]
    public async Task If_the_new_connection_is_lost_too_the_batch_fails_and_the_next_tries_again()
    {
        _driver.Meaning = _ => Fault.ConnectionLost;
        _driver.OnBegin = () => throw new IOException("reset");
        using var writer = Start();
        Assert.False((await Assert.ThrowsAsync<StoreException>(() => Add(writer, 1))).OutcomeUnknown);
        _driver.OnBegin = () => { };
        Assert.Equal(2, await Add(writer, 2));
    }

    [Fact]
    public async Task One_that_cannot_be_done_is_found_by_halves()
    {
        _driver.Meaning = _ => Fault.Request;
        using var hold = new SemaphoreSlim(0);
        using var measured = _meters.Collect<long>("orleansjobs.store.batch_size");
        using var writer = Start();
        var held = Hold(writer, hold);
        var all = Enumerable.Range(1, 64).Select(i => Add(writer, i, fails: i == 42)).ToList();
        hold.Release();
        await held;
        for (var i = 1; i <= 64; i++)
        {
            if (i == 42) await Assert.ThrowsAsync<FormatException>(() => all[i - 1]);
            else Assert.Equal(i, await all[i - 1]);
        }

        // The whole, and its half, its quarter ... with the wrong one in it.
        Assert.Equal(7, _driver.Events.Count(one => one == "rollback"));
        Assert.Equal(1 + 6, _driver.Events.Count(one => one == "commit"));

        // What was rolled back is not measured.
        Assert.Equal([1, 32, 8, 1, 2, 4, 16], measured.GetMeasurementSnapshot().Select(commit => commit.Value));
    }

    [Fact]
    public async Task What_is_about_jobs_that_are_there_goes_before_new_ones()
    {
        _options.MaxBatch = 1;
        _driver.OnWrite = jobs =>
        {
            lock (_ran) _ran.AddRange(jobs.Select(_ => -1));
        };
        using var hold = new SemaphoreSlim(0);
        using var writer = Start();
        var held = Hold(writer, hold);
        List<Task> all = [Submit(writer), Submit(writer), Add(writer, 1), End(writer), Add(writer, 2)];
        hold.Release();
        await held;
        await Task.WhenAll(all);
        lock (_ran) Assert.Equal([1, -1, 2, -1, -1], _ran);
    }

    [Fact]
    public async Task While_a_new_job_waits_too_long_others_are_refused_and_nothing_else_is()
    {
        using var hold = new SemaphoreSlim(0);
        using var writer = Start();
        var held = Hold(writer, hold);
        var first = Submit(writer);
        _time.Advance(_options.MaxSubmitWait);
        var second = Submit(writer);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        var refused = await Assert.ThrowsAsync<StoreException>(() => Submit(writer));
        Assert.Equal((true, false), (refused.IsBusy, refused.OutcomeUnknown));
        var end = End(writer);
        hold.Release();
        await Task.WhenAll(held, first, second, end);
        await Submit(writer);
    }

    [Fact]
    public async Task More_than_may_wait_is_refused_at_once()
    {
        _options.MaxQueuedWrites = 2;
        using var hold = new SemaphoreSlim(0);
        using var writer = Start();
        var held = Hold(writer, hold);
        List<Task> taken = [Submit(writer), Add(writer, 1)];
        Assert.True((await Assert.ThrowsAsync<StoreException>(() => Add(writer, 2))).IsBusy);
        hold.Release();
        await Task.WhenAll([held, .. taken]);
    }

    private static Task<JobCommit> Submit(GroupCommit writer) => Write(writer, new JobWrite { Before = null, After = Rows.Pending(), Log = [] });

    private static Task<JobCommit> End(GroupCommit writer)
    {
        var running = Rows.Pending().Run();
        return Write(writer, new JobWrite { Before = running, After = running.End(), Log = [] });
    }

    private static Task<JobCommit> Write(GroupCommit writer, JobWrite write)
    {
        var work = new JobWork(write, new RowSealing(new EncryptionOptions()));
        writer.Add(work);
        return work.Answer;
    }

    private GroupCommit Start() => new(
        _driver, _driver, _driver.OpenWriter, _options, _time, new StoreMetrics(_meters, TimeProvider.System), NullLogger.Instance, end => Assert.Fail(end.Message));

    private Task<int> Add(GroupCommit writer, int number, bool fails = false)
    {
        var work = new SqlWork<int>((_, _) =>
        {
            if (fails) throw new FormatException();
            lock (_ran) _ran.Add(number);
            return number;
        });
        writer.Add(work);
        return work.Answer;
    }

    /// <summary>Keeps the writer busy until released. Returns once it is.</summary>
    private static Task<int> Hold(GroupCommit writer, SemaphoreSlim until)
    {
        using var begun = new ManualResetEventSlim();
        var work = new SqlWork<int>((_, _) =>
        {
            begun.Set();
            until.Wait(TimeSpan.FromSeconds(10));
            return 0;
        });
        writer.Add(work);
        begun.Wait();
        return work.Answer;
    }
}

using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Grains.Live;
using OrleansJobs.Live;
using Xunit;

namespace OrleansJobs.Tests.Grains.Live;

/// <summary>How news travels to a watcher that is slow, silent or gone.</summary>
public sealed class NewsOutboxTests : IWatcher, IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<NewsBatch> _told = [];
    private readonly NewsOutbox _outbox;
    private Func<Task> _answer = () => Task.CompletedTask;

    public NewsOutboxTests() => _outbox = new NewsOutbox(Guid.NewGuid(), this, limit: 3, _clock);

    Task IWatcher.Tell(NewsBatch batch)
    {
        _told.Add(batch);
        return _answer();
    }

    public void Dispose() => _outbox.Dispose();

    [Fact]
    public void What_comes_within_a_moment_goes_together_and_no_more_than_ten_times_a_second()
    {
        Add(1, 2);
        Assert.Empty(_told);
        Pass(10);
        Add(3);
        Pass(99);
        Assert.Single(_told);
        Pass(1);
        Assert.Equal(["1,2", "3"], _told.Select(Versions));
        Assert.Equal([1, 2], _told.Select(batch => batch.Number));
        Pass(1_000);
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public void One_batch_is_under_way_at_a_time_and_what_finds_no_room_is_missed()
    {
        var answer = new TaskCompletionSource();
        _answer = () => answer.Task;
        Add(1);
        Pass(10);
        Add(2, 3, 4, 5);
        Pass(60_000);
        Assert.Equal(["1"], _told.Select(Versions));
        answer.SetResult();
        Pass(100);
        Assert.Equal(["1", "2,3,4"], _told.Select(Versions));
        Assert.Equal([false, true], _told.Select(batch => batch.Missed));
        Add(6);
        Pass(100);
        Assert.False(_told[^1].Missed);
    }

    [Fact]
    public void A_batch_without_an_answer_comes_again_unchanged()
    {
        _answer = () => throw new TimeoutException();
        Add(1);
        Pass(10);
        _answer = () => Task.CompletedTask;
        Add(2);
        Pass(1_000);
        Pass(100);
        Assert.Equal(["1", "1", "2"], _told.Select(Versions));
        Assert.Equal([1, 1, 2], _told.Select(batch => batch.Number));
    }

    [Fact]
    public void Nothing_is_sent_after_its_end()
    {
        Add(1);
        _outbox.Dispose();
        Add(2);
        Pass(1_000);
        Assert.Empty(_told);
    }

    private void Add(params long[] versions)
    {
        foreach (var version in versions) _outbox.Add(new JobNews { Id = Guid.Empty, Version = version });
    }

    private void Pass(int milliseconds) => _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

    private static string Versions(NewsBatch batch) => string.Join(',', batch.News.Select(news => news.Version));
}

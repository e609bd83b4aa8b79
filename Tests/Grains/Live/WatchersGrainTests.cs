using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Grains.Live;
using OrleansJobs.Live;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.Grains.Live;

/// <summary>What silos learn of what is watched, and from when on watchers may rely on it.</summary>
public sealed class WatchersGrainTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly WatchersGrain _grain;

    public WatchersGrainTests() => _grain = new WatchersGrain(new FakeIds(), _clock);

    [Fact]
    public async Task A_silo_counts_when_it_has_confirmed_the_list()
    {
        var post = new Post();
        var lease = Lease(1);
        var before = await _grain.Watch(lease);
        var list = await Attend("a", post);
        Assert.Same(lease, Assert.Single(list!.Leases));
        Assert.Equal(before, await _grain.Renew(lease.Id, 1));
        Assert.Null(await Attend("a", post, list));
        Assert.Equal(before.Generation + 1, (await _grain.Renew(lease.Id, 1))!.Generation);
        Assert.Null(await Attend("a", post, list));
        Assert.Equal(before.Generation + 1, (await _grain.Renew(lease.Id, 1))!.Generation);
    }

    [Fact]
    public async Task Silos_that_are_there_know_of_a_change_before_it_is_answered()
    {
        var post = await Attended("a");
        var answer = new TaskCompletionSource();
        post.Answer = answer.Task;
        var watch = _grain.Watch(Lease(1));
        Assert.False(watch.IsCompleted);
        Assert.Single(post.Shown!.Leases);
        answer.SetResult();
        var term = await watch;
        Assert.Null(await Attend("a", post, post.Shown));
        Assert.Equal(term, await _grain.Renew(post.Shown.Leases[0].Id, 1));
    }

    [Fact]
    public async Task One_that_does_not_answer_is_waited_for_a_second_and_changes_the_generation_when_it_comes_back()
    {
        var post = await Attended("a");
        post.Answer = new TaskCompletionSource().Task;
        var lease = Lease(1);
        var watch = _grain.Watch(lease);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var term = await watch;
        Assert.Null(await Attend("a", post, post.Shown));
        Assert.Equal(term.Generation + 1, (await _grain.Renew(lease.Id, 1))!.Generation);
    }

    [Fact]
    public async Task One_that_is_gone_changes_the_generation()
    {
        var lease = Lease(1);
        var (_, other) = (await Attended("a"), await Attended("b"));
        var term = await _grain.Watch(lease);
        _clock.Advance(TimeSpan.FromSeconds(6));
        await Attend("b", other, other.Shown);
        _clock.Advance(TimeSpan.FromSeconds(6));
        await Attend("b", other, other.Shown);
        Assert.Equal(term.Generation + 1, (await _grain.Renew(lease.Id, 1))!.Generation);
    }

    [Fact]
    public async Task A_lease_runs_out_and_whoever_comes_back_learns_that_something_may_be_missing()
    {
        var post = await Attended("a");
        var lease = Lease(1);
        var term = await _grain.Watch(lease);
        _clock.Advance(TimeSpan.FromSeconds(9));
        await Attend("a", post, post.Shown);
        _clock.Advance(TimeSpan.FromSeconds(9));
        await Attend("a", post, post.Shown);
        Assert.NotNull(await _grain.Renew(lease.Id, 1));
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(9));
            await Attend("a", post, post.Shown);
        }

        Assert.Null(await _grain.Renew(lease.Id, 1));
        Assert.Empty((await Attend("a", post, post.Shown))!.Leases);
        Assert.NotEqual(term.Generation, (await _grain.Watch(lease)).Generation);
    }

    [Fact]
    public async Task A_late_message_does_not_bring_back_what_was_wanted_before()
    {
        var lease = Lease(2);
        await _grain.Watch(lease);
        await _grain.Watch(lease with { Revision = 1, Jobs = [], Filters = [new NewsFilter()] });
        Assert.NotNull(await _grain.Renew(lease.Id, 2));
        await _grain.Watch(lease with { Revision = 3, Jobs = [] });
        Assert.Null(await _grain.Renew(lease.Id, 3));
    }

    private Task<WatchList?> Attend(string silo, IWatchPost post, WatchList? known = null) =>
        _grain.Attend(silo, post, known?.Term ?? Guid.Empty, known?.Version ?? 0);

    private async Task<Post> Attended(string silo)
    {
        var post = new Post();
        post.Shown = await Attend(silo, post);
        Assert.Null(await Attend(silo, post, post.Shown));
        return post;
    }

    private static WatchLease Lease(long revision) =>
        new() { Id = Guid.NewGuid(), Watcher = new SeenNews(), Revision = revision, Jobs = [Guid.NewGuid()] };

    private sealed class Post : IWatchPost
    {
        public WatchList? Shown { get; set; }

        public Task Answer { get; set; } = Task.CompletedTask;

        public Task Show(WatchList list)
        {
            Shown = list;
            return Answer;
        }
    }
}

using System.Text;
using OrleansJobs.Live;
using OrleansJobs.Tests.Support;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Live;

/// <summary>The states of many jobs.</summary>
public sealed class FeedTests : WebService
{
    protected override string[] Arguments => ["--Live:Ring=3"];

    private Task<EventReader> Open(string query = "", string? lastId = null) => EventReader.Open(Client, $"/events{query}", lastId);

    private static JobNews Of(string queue = "default", string kind = "sleep", params string[] tags)
    {
        var job = Samples.Job(Guid.NewGuid(), kind) with { Queue = queue, Tags = [.. tags] };
        return new JobNews { Id = job.Id, Version = 1, Job = job };
    }

    [Theory]
    [InlineData("", "a b c d")]
    [InlineData("?queue=a", "a")]
    [InlineData("?kind=k", "b d")]
    [InlineData("?tag=t", "c d")]
    [InlineData("?tag=t&kind=k", "d")]
    public async Task Those_that_match_are_told(string query, string queues)
    {
        await using var events = await Open(query);
        var lease = Assert.Single(Grains.Leases);
        Assert.Single(lease.Filters);
        await Grains.Tell(Of("a"), Of("b", "k"), Of("c", "sleep", "t", "u"), Of("d", "k", "t"), new JobNews { Id = Guid.NewGuid(), Version = 2 });
        foreach (var queue in queues.Split(' '))
        {
            var seen = await events.Next();
            Assert.Equal(("state", queue), (seen!.Name, seen.Json.GetProperty("queue").GetString()));
        }
    }

    [Fact]
    public async Task Whoever_comes_back_gets_what_was_told_meanwhile()
    {
        string id;
        await using (var first = await Open("?kind=k"))
        {
            await Grains.Tell(Of("one", "k"));
            await first.Next();
            id = first.LastId;
            await Grains.Tell(Of("two", "k"), Of("three", "k"), Of("four"));
            await first.Next();
        }

        await using var again = await Open("?kind=k", id);
        await Grains.Tell(Of("five", "k"));
        foreach (var queue in (string[])["two", "three", "five"])
            Assert.Equal(queue, (await again.Next())!.Json.GetProperty("queue").GetString());
        Assert.Equal(id.Replace(".1", ".4", StringComparison.Ordinal), again.LastId);
    }

    [Fact]
    public async Task An_id_comes_before_the_first_event()
    {
        await using var events = await Open();
        var first = new byte[100];
        var length = await (await events.Response.Content.ReadAsStreamAsync()).ReadAsync(first);
        Assert.Matches("^id: [0-9a-f]{32}\\.0\n\n$", Encoding.ASCII.GetString(first, 0, length));
    }

    [Theory]
    [InlineData("00000000000000000000000000000000.1")] // Of another process.
    [InlineData(null)] // So old that it is not kept any more.
    public async Task Where_events_may_be_missing_it_says_so(string? id)
    {
        await using var first = await Open();
        await Grains.Tell(Of());
        await first.Next();
        id ??= first.LastId;
        await Grains.Tell(Of(), Of(), Of(), Of());
        await using var again = await Open("", id);
        Assert.Equal(new SeenEvent(null, "reset", "{}"), await again.Next() is { } reset ? reset with { Id = null } : null);
        Assert.EndsWith(".5", again.LastId, StringComparison.Ordinal);
        await Grains.Tell(Of("next"));
        Assert.Equal("next", (await again.Next())!.Json.GetProperty("queue").GetString());
    }

    [Fact]
    public async Task A_batch_that_comes_twice_is_told_once()
    {
        await using var events = await Open();
        var batch = new NewsBatch { From = Guid.NewGuid(), Number = 1, News = [Of("one")] };
        await Grains.Tell(batch);
        await Grains.Tell(batch);
        await Grains.Tell(batch with { Number = 2, News = [Of("two")], Missed = true });
        Assert.Equal("one", (await events.Next())!.Json.GetProperty("queue").GetString());
        Assert.Equal("two", (await events.Next())!.Json.GetProperty("queue").GetString());
        Assert.Equal("reset", (await events.Next())!.Name);
    }

    [Fact]
    public async Task A_filter_is_given_up_some_time_after_its_last_caller()
    {
        await (await Open("?queue=a")).DisposeAsync();
        await using var other = await Open("?queue=b");
        Assert.Equal(["a", "b"], Grains.Leases[^1].Filters.Select(filter => filter.Queue).Order());
        while (Grains.Leases[^1].Filters.Length > 1)
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.True(await Grains.LeaseCalls.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        Assert.Equal("b", Grains.Leases[^1].Filters.Single().Queue);
        Assert.True(Clock.GetUtcNow() - Samples.Noon >= TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("?state=failed", "state")]
    [InlineData("?queue=", "queue")]
    public async Task A_wrong_parameter_is_400(string query, string name) =>
        FieldError(await ReadProblem(await Get($"/events{query}"), 400, "invalid-query"), name);

    [Theory]
    [InlineData("1.0.0")]
    [InlineData("x.1")]
    [InlineData("00000000000000000000000000000000.-1")]
    public async Task A_wrong_id_is_400(string id) =>
        await ReadProblem(await Get("/events", ("Last-Event-ID", id)), 400, "invalid-event-id");
}

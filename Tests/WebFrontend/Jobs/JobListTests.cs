using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

public sealed class JobListTests : WebService
{
    [Fact]
    public async Task Without_parameters_it_is_the_newest_50()
    {
        Grains.OnList = _ => new JobPage { Jobs = [Samples.Job(Guid.Empty)] };
        var response = await Get("/jobs");
        var list = await ReadJson(response, 200);
        Assert.Equal(new JobFilter { Limit = 50 }, Grains.Listed.Single());
        Assert.Equal("sleep", list.GetProperty("jobs")[0].GetProperty("kind").GetString());
        Assert.False(list.TryGetProperty("nextCursor", out _));
        Assert.False(response.Headers.Contains("Link"));
    }

    [Fact]
    public async Task Every_parameter_reaches_the_grain()
    {
        await ReadJson(await Get("/jobs?state=running&kind=sleep&queue=slow&limit=500"), 200);
        Assert.Equal(
            new JobFilter { State = JobState.Running, Kind = "sleep", Queue = "slow", Limit = 500 }, Grains.Listed.Single());
    }

    [Fact]
    public async Task Every_parameter_of_a_search_reaches_the_grain()
    {
        await ReadJson(await Get("/jobs?tag=a%20b&createdFrom=2026-01-31T12:00:00Z&createdTo=2026-01-31T14:00:00%2B01:00&q=0199f7a2&sort=created"), 200);
        var noon = Samples.Noon;
        Assert.Equal(
            new JobFilter { Tag = "a b", CreatedFrom = noon, CreatedTo = noon.AddHours(1), Text = "0199f7a2", OldestFirst = true }, Grains.Listed.Single());
        Assert.False(Grains.Listed.Single().IsPlain);
        await ReadJson(await Get("/jobs?sort=-created"), 200);
        Assert.True(Grains.Listed.Last().IsPlain);
    }

    [Fact]
    public async Task A_parameter_that_is_too_long_is_400()
    {
        FieldError(await ReadProblem(await Get($"/jobs?tag={new string('t', 5_000)}"), 400, "invalid-query"), "tag");
        FieldError(await ReadProblem(await Get($"/jobs?q={new string('q', 1_001)}"), 400, "invalid-query"), "q");
        Assert.Empty(Grains.Listed);
    }

    [Fact]
    public async Task The_link_leads_to_the_next_page_with_the_same_filter()
    {
        Grains.OnList = filter => new JobPage { Jobs = [], Next = filter.Before is null ? 4711 : null };
        var first = await Get("/jobs?kind=a%26b&limit=2");
        var cursor = (await ReadJson(first, 200)).GetProperty("nextCursor").GetString();
        var link = first.Headers.GetValues("Link").Single();
        Assert.Equal($"</jobs?kind=a%26b&limit=2&cursor={cursor}>; rel=\"next\"", link);

        var second = await Get(link[1..link.IndexOf('>', StringComparison.Ordinal)]);
        await ReadJson(second, 200);
        Assert.Equal(new JobFilter { Kind = "a&b", Limit = 2, Before = 4711 }, Grains.Listed[1]);
        Assert.False(second.Headers.Contains("Link"));
    }

    [Theory]
    [InlineData("state=Running", "state")]
    [InlineData("state=0", "state")]
    [InlineData("state=running&state=failed", "state")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=99999999999", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=AAAAAAAAAA%3D", "cursor")]
    [InlineData("cursor=__________8", "cursor")]
    [InlineData("cursor=!!!!!!!!!!!", "cursor")]
    [InlineData("kind=", "kind")]
    [InlineData("kind=a%00b", "kind")]
    [InlineData("Kind=a", "Kind")]
    [InlineData("stat=running", "stat")]
    [InlineData("tag=", "tag")]
    [InlineData("tag=a%00", "tag")]
    [InlineData("createdFrom=yesterday", "createdFrom")]
    [InlineData("createdTo=2026-01-31", "createdTo")]
    [InlineData("createdTo=%22", "createdTo")]
    [InlineData("q=", "q")]
    [InlineData("sort=priority", "sort")]
    [InlineData("sort=Created", "sort")]
    public async Task A_wrong_parameter_is_400_and_named(string query, string name)
    {
        FieldError(await ReadProblem(await Get($"/jobs?{query}"), 400, "invalid-query"), name);
        Assert.Empty(Grains.Listed);
    }
}

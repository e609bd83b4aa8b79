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
    public async Task A_wrong_parameter_is_400_and_named(string query, string name)
    {
        FieldError(await ReadProblem(await Get($"/jobs?{query}"), 400, "invalid-query"), name);
        Assert.Empty(Grains.Listed);
    }
}

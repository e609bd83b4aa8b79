using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.Traffic;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Traffic;

public sealed class StatsEndpointTests : WebService
{
    [Fact]
    public async Task At_first_the_list_is_empty() =>
        Assert.Equal("""{"URL request counts":[]}""", (await ReadJson(await Get("/stats/"), 200)).GetRawText());

    [Theory]
    [InlineData("/stats/")]
    [InlineData("/stats/top")]
    [InlineData("/stats/rate")]
    public async Task What_was_answered_before_is_stored_before(string path)
    {
        Grains.OnGetRate = () => new TrafficRate { From = Samples.Noon, To = Samples.Noon.AddMinutes(1), Requests = 90, PerSecond = 1.5 };
        await Get("/api/one/");
        await ReadJson(await Get(path), 200);
        Assert.Equal("/api/one/", Assert.Single(Assert.Single(Grains.Flushes).Counts).Url);
    }

    [Fact]
    public async Task Control_characters_and_quotes_in_a_path_do_not_break_the_list()
    {
        const string Url = "/api/\u0001\n\r\t\u001F\u007F\"\\</";
        Grains.OnListTraffic = (_, _) => Page(false, (Url, 3));
        var response = await Get("/stats/");
        Assert.DoesNotContain(await response.Content.ReadAsStringAsync(), char.IsControl);
        var entry = (await ReadJson(response, 200)).GetProperty("URL request counts")[0];
        Assert.Equal(Url, entry.GetProperty("url").GetString());
        Assert.Equal(3, entry.GetProperty("request_count").GetInt64());
    }

    [Fact]
    public async Task A_page_leads_to_the_next_one_behind_its_last_entry()
    {
        var asked = new List<(PathCount? After, int Limit)>();
        var longest = $"/api/{new string('ü', 1_021)}/";
        Grains.OnListTraffic = (after, limit) =>
        {
            asked.Add((after, limit));
            return after is null ? Page(true, ("/api/b/", 2), (longest, 1)) : Page(false, ("/api/a/", 1));
        };
        var first = await Get("/stats/?limit=2");
        Assert.Equal(["URL request counts"], (await ReadJson(first, 200)).EnumerateObject().Select(member => member.Name));
        var link = Assert.Single(first.Headers.GetValues("Link"));
        Assert.StartsWith("</stats/?limit=2&cursor=", link, StringComparison.Ordinal);
        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);

        var second = await Get(link[1..link.IndexOf('>', StringComparison.Ordinal)]);
        await ReadJson(second, 200);
        Assert.False(second.Headers.Contains("Link"));
        Assert.Equal([(null, 2), (new PathCount { Url = longest, Requests = 1 }, 2)], asked);
    }

    [Fact]
    public async Task A_page_has_1000_entries_unless_asked_otherwise_and_top_has_10()
    {
        var limits = new List<int>();
        Grains.OnListTraffic = (_, limit) =>
        {
            limits.Add(limit);
            return Page(true, ("/api/a/", 1));
        };
        foreach (var path in new[] { "/stats/", "/stats/?limit=10000", "/stats/top", "/stats/top?n=3" }) await ReadJson(await Get(path), 200);
        Assert.Equal([1_000, 10_000, 10, 3], limits);
    }

    [Theory]
    [InlineData("/stats/?limit=0", "limit")]
    [InlineData("/stats/?limit=10001", "limit")]
    [InlineData("/stats/?limit=abc", "limit")]
    [InlineData("/stats/?cursor=abc", "cursor")]
    [InlineData("/stats/?cursor=AAAAAAAAAAEA", "cursor")]
    [InlineData("/stats/?cursor=AAAAAAAAAAH_", "cursor")]
    [InlineData("/stats/?page=2", "page")]
    [InlineData("/stats/top?n=0", "n")]
    [InlineData("/stats/rate?n=1", "n")]
    public async Task Parameters_that_are_wrong_are_named(string path, string parameter) =>
        FieldError(await ReadProblem(await Get(path), 400, "invalid-query"), parameter);

    [Fact]
    public async Task Top_and_rate_have_the_form_of_a_resource()
    {
        Grains.OnListTraffic = (_, _) => Page(true, ("/api/a/", 5));
        Grains.OnGetRate = () => new TrafficRate { From = Samples.Noon, To = Samples.Noon.AddMinutes(1), Requests = 90, PerSecond = 1.5 };
        Assert.Equal("""{"paths":[{"url":"/api/a/","requests":5}]}""", (await ReadJson(await Get("/stats/top"), 200)).GetRawText());
        Assert.Equal(
            """{"from":"2026-01-31T12:00:00+00:00","to":"2026-01-31T12:01:00+00:00","requests":90,"perSecond":1.5}""",
            (await ReadJson(await Get("/stats/rate"), 200)).GetRawText());
    }

    private static TrafficPage Page(bool hasMore, params (string Url, long Requests)[] counts) => new()
    {
        Counts = [.. counts.Select(count => new PathCount { Url = count.Url, Requests = count.Requests })],
        HasMore = hasMore,
    };
}

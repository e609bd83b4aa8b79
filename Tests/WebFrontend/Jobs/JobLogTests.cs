using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

public sealed class JobLogTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
    private readonly List<JobLogFilter> _asked = [];

    public JobLogTests() => Grains.OnGetLog = filter =>
    {
        _asked.Add(filter);
        return filter.JobId != Id ? null : new JobLogPage
        {
            Lines = [new JobLogLine { Attempt = 2, Number = 7, At = Samples.Noon, Text = "<half> of it" }],
            Next = filter.After == JobLogPosition.Start ? new JobLogPosition { Attempt = 2, Number = 7 } : null,
        };
    };

    [Fact]
    public async Task A_page_has_its_lines_and_leads_to_the_next()
    {
        var response = await Get($"/jobs/{Id}/logs?limit=1&attempt=2");
        var page = await ReadJson(response, 200);
        var line = page.GetProperty("lines")[0];
        Assert.Equal((2, 7, "<half> of it"), (line.GetProperty("attempt").GetInt32(), line.GetProperty("number").GetInt32(), line.GetProperty("text").GetString()));
        var link = response.Headers.GetValues("Link").Single();
        Assert.Equal($"</jobs/{Id}/logs?limit=1&attempt=2&cursor={page.GetProperty("nextCursor").GetString()}>; rel=\"next\"", link);

        var second = await Get(link[1..link.IndexOf('>', StringComparison.Ordinal)]);
        Assert.False((await ReadJson(second, 200)).TryGetProperty("nextCursor", out _));
        Assert.False(second.Headers.Contains("Link"));
        var first = new JobLogFilter { JobId = Id, Attempt = 2, Limit = 1 };
        Assert.Equal([first, first with { After = new JobLogPosition { Attempt = 2, Number = 7 } }], _asked);
    }

    [Fact]
    public async Task Without_parameters_it_is_the_first_100_lines_of_all_attempts()
    {
        await ReadJson(await Get($"/jobs/{Id}/logs"), 200);
        Assert.Equal(new JobLogFilter { JobId = Id, Limit = 100 }, _asked.Single());
    }

    [Theory]
    [InlineData("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a12")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("17")]
    public async Task An_unknown_id_is_404(string id) =>
        await ReadProblem(await Get($"/jobs/{id}/logs"), 404, "job-not-found");

    [Theory]
    [InlineData("attempt=0", "attempt")]
    [InlineData("attempt=first", "attempt")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=AAAAAf____8", "cursor")]
    [InlineData("cursor=__________8", "cursor")]
    [InlineData("from=1", "from")]
    public async Task A_wrong_parameter_is_400_and_named(string query, string name)
    {
        FieldError(await ReadProblem(await Get($"/jobs/{Id}/logs?{query}"), 400, "invalid-query"), name);
        Assert.Empty(_asked);
    }
}

using System.Net;
using System.Text;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

public sealed class JobEditTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
    private readonly List<JobPatch> _patches = [];

    public JobEditTests()
    {
        Grains.OnPatch = (id, patch) =>
        {
            _patches.Add(patch);
            return id == Id ? new ChangeResult.Changed { Job = Samples.Job(id) with { Version = 2 } } : new ChangeResult.NotFound();
        };
    }

    private Task<HttpResponseMessage> Patch(string json, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Patch, $"/jobs/{Id}", Encoding.UTF8.GetBytes(json), headers);

    [Fact]
    public async Task Every_member_reaches_the_grain()
    {
        var response = await Patch("""{"priority":5,"runAt":"2026-01-31T13:00:00Z","queue":"slow","tags":["a","b"],"timeout":"PT5S"}""");
        Assert.Equal(2, (await ReadJson(response, 200)).GetProperty("version").GetInt64());
        Assert.Equal("\"2-1\"", response.Headers.ETag?.ToString());
        var patch = Assert.Single(_patches);
        Assert.Equal((5, Samples.Noon.AddHours(1), "slow", TimeSpan.FromSeconds(5)), (patch.Priority, patch.RunAt, patch.Queue, patch.Timeout));
        Assert.Equal("a,b", string.Join(',', patch.Tags!.Value));
        Assert.False(patch.ResetQueue || patch.ResetTimeout);
    }

    [Fact]
    public async Task What_is_absent_stays()
    {
        await ReadJson(await Patch("{}"), 200);
        var patch = Assert.Single(_patches);
        Assert.Equal((null, null, null, null), (patch.Priority, patch.RunAt, patch.Queue, patch.Timeout));
        Assert.Null(patch.Tags);
        Assert.False(patch.ResetQueue || patch.ResetTimeout);
    }

    [Fact]
    public async Task Null_puts_back_what_a_submit_would_give()
    {
        await ReadJson(await Patch("""{"priority":null,"runAt":null,"queue":null,"tags":null,"timeout":null}"""), 200);
        var patch = Assert.Single(_patches);
        Assert.Equal((0, DateTimeOffset.UnixEpoch), (patch.Priority, patch.RunAt));
        Assert.Empty(patch.Tags!.Value);
        Assert.True(patch.ResetQueue && patch.ResetTimeout);
    }

    [Theory]
    [InlineData("\"3-1\"", new long[] { 3 })]
    [InlineData("\"3-1\", \"4-0\", W/\"5-1\"", new long[] { 3, 4 })]
    [InlineData("*", new long[0])]
    public async Task If_match_reaches_the_grain(string header, long[] versions)
    {
        await ReadJson(await Patch("{}", ("If-Match", header)), 200);
        Assert.Equal(versions, _patches.Single().Versions.ToArray());
    }

    [Theory]
    [InlineData("W/\"3-1\"")]
    [InlineData("\"x\"")]
    [InlineData("nonsense")]
    public async Task A_condition_that_nothing_fulfils_is_412(string header)
    {
        await ReadProblem(await Patch("{}", ("If-Match", header)), 412, "other-version");
        Assert.Empty(_patches);
    }

    [Fact]
    public async Task Results_are_told_apart()
    {
        Grains.OnPatch = (id, _) => new ChangeResult.OtherVersion { Job = Samples.Job(id) with { Version = 9 } };
        Assert.Contains("9-1", (await ReadProblem(await Patch("{}"), 412, "other-version")).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Grains.OnPatch = (id, _) => new ChangeResult.Conflict { Job = Samples.Finished(id) };
        await ReadProblem(await Patch("{}"), 409, "job-has-ended");
        Grains.OnPatch = (id, _) => new ChangeResult.Conflict { Job = Samples.Job(id, state: JobState.Running) };
        await ReadProblem(await Patch("{}"), 409, "job-is-running");
        Grains.OnPatch = (_, _) => new ChangeResult.NotFound();
        await ReadProblem(await Patch("{}"), 404, "job-not-found");
        Grains.OnPatch = (_, _) => new ChangeResult.Unavailable();
        await ReadProblem(await Patch("{}"), 503, "unavailable");
        await ReadProblem(await Send(HttpMethod.Patch, "/jobs/17", "{}"u8.ToArray()), 404, "job-not-found");
    }

    [Theory]
    [InlineData("[]", 422, "$")]
    [InlineData("""{"priority":"5"}""", 422, "priority")]
    [InlineData("""{"runAt":"tomorrow"}""", 422, "runAt")]
    [InlineData("""{"queue":5}""", 422, "queue")]
    [InlineData("""{"tags":"a"}""", 422, "tags")]
    [InlineData("""{"tags":[null]}""", 422, "tags[0]")]
    [InlineData("""{"tags":["\u0000"]}""", 422, "tags[0]")]
    [InlineData("""{"queue":"\ud800"}""", 422, "queue")]
    [InlineData("""{"timeout":5}""", 422, "timeout")]
    [InlineData("""{"kind":"other"}""", 422, "kind")]
    [InlineData("""{"input":{}}""", 422, "input")]
    public async Task A_wrong_member_is_named(string json, int status, string field)
    {
        FieldError(await ReadProblem(await Patch(json), status, "invalid-request"), field);
        Assert.Empty(_patches);
    }

    [Fact]
    public async Task The_media_type_of_merge_patches_is_taken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/jobs/{Id}") { Content = new StringContent("{}", Encoding.UTF8, "application/merge-patch+json") };
        await ReadJson(await Client.SendAsync(request), 200);
        using var other = new HttpRequestMessage(HttpMethod.Patch, $"/jobs/{Id}") { Content = new StringContent("{}", Encoding.UTF8, "text/plain") };
        await ReadProblem(await Client.SendAsync(other), 415, "unsupported-media-type");
    }

    [Fact]
    public async Task Delete_answers_204_or_why_not()
    {
        Grains.OnDelete = id => new ChangeResult.Changed { Job = Samples.Finished(id) };
        var response = await Send(HttpMethod.Delete, $"/jobs/{Id}", null);
        Assert.Equal((HttpStatusCode.NoContent, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Grains.OnDelete = id => new ChangeResult.Conflict { Job = Samples.Job(id) };
        await ReadProblem(await Send(HttpMethod.Delete, $"/jobs/{Id}", null), 409, "job-has-not-ended");
        Grains.OnDelete = _ => new ChangeResult.NotFound();
        await ReadProblem(await Send(HttpMethod.Delete, $"/jobs/{Id}", null), 404, "job-not-found");
        await ReadProblem(await Send(HttpMethod.Delete, "/jobs/17", null), 404, "job-not-found");
    }
}

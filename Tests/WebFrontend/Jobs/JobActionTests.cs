using System.Text.Json;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Jobs.Actions;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

public sealed class JobActionTests : WebService
{
    private const string Everything =
        """
        {"state": "failed", "kind": "k", "queue": "q", "lane": "l", "schedule": "s", "batch": "0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11",
         "replayOf": "0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a12", "tag": "t", "tenant": "shop", "createdFrom": "2026-01-31T12:00:00Z", "createdTo": "2026-01-31T14:00:00+01:00", "q": "x y"}
        """;

    private static readonly JobFilter All = new()
    {
        State = JobState.Failed,
        Kind = "k",
        Queue = "q",
        Lane = "l",
        Schedule = "s",
        Batch = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11"),
        ReplayOf = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a12"),
        Tag = "t",
        Tenant = "shop",
        CreatedFrom = Samples.Noon,
        CreatedTo = Samples.Noon.AddHours(1),
        Text = "x y",
    };

    [Theory]
    [InlineData("cancel", JobAction.Cancel)]
    [InlineData("retry", JobAction.Retry)]
    [InlineData("delete", JobAction.Delete)]
    public async Task An_action_is_a_job_that_knows_what_it_is_for(string name, JobAction action)
    {
        var response = await Post("/jobs/actions", $$"""{"action": "{{name}}", "filter": {{Everything}}}""");
        Assert.Equal("jobs.action", (await ReadJson(response, 202)).GetProperty("kind").GetString());
        var (id, spec) = Grains.Submitted.Single();
        Assert.Equal($"/jobs/{id}", response.Headers.Location!.OriginalString);
        var input = JsonSerializer.Deserialize<JobActionInput>(spec.Input!.ToString(), JobJson.Options)!;
        Assert.Equal((action, All), (input.Action, input.Filter));
    }

    [Fact]
    public async Task A_dry_run_counts_and_submits_nothing()
    {
        Grains.OnCount = _ => new JobCount { Count = 17, Estimated = true };
        var count = await ReadJson(await Post("/jobs/actions", $$"""{"action": "delete", "filter": {{Everything}}, "dryRun": true}"""), 200);
        Assert.Equal((17, true), (count.GetProperty("count").GetInt32(), count.GetProperty("estimated").GetBoolean()));
        Assert.Equal(All, Grains.Listed.Single());
        Assert.Empty(Grains.Submitted);
    }

    [Fact]
    public async Task The_filter_means_what_the_list_means()
    {
        using var json = JsonDocument.Parse(Everything);
        var query = string.Join('&', json.RootElement.EnumerateObject().Select(member => $"{member.Name}={Uri.EscapeDataString(member.Value.GetString()!)}"));
        await ReadJson(await Get($"/jobs?{query}"), 200);
        Assert.Equal(All, Grains.Listed.Single());

        // All that the list can filter by stands above.
        var parameters = await Get("/jobs?x=1");
        var known = (await ReadProblem(parameters, 400, "invalid-query")).GetProperty("errors").GetProperty("x")[0].GetString()!;
        Assert.Equal(
            json.RootElement.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal),
            known.Split("known are ")[1].Split(", ").Except(["sort", "limit", "cursor"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"filter": {}}""", "action")]
    [InlineData("""{"action": "stop", "filter": {}}""", "action")]
    [InlineData("""{"action": "cancel"}""", "filter")]
    [InlineData("""{"action": "cancel", "filter": null}""", "filter")]
    [InlineData("""{"action": "cancel", "filter": "all"}""", "filter")]
    [InlineData("""{"action": "cancel", "filter": {"state": "done"}}""", "filter.state")]
    [InlineData("""{"action": "cancel", "filter": {"state": 7}}""", "filter.state")]
    [InlineData("""{"action": "cancel", "filter": {"limit": "7"}}""", "filter.limit")]
    [InlineData("""{"action": "cancel", "filter": {"stat": "failed"}}""", "filter.stat")]
    [InlineData("""{"action": "cancel", "filter": {"batch": "7"}}""", "filter.batch")]
    [InlineData("""{"action": "cancel", "filter": {"createdTo": "yesterday"}}""", "filter.createdTo")]
    [InlineData("""{"action": "cancel", "filter": {"tag": ""}}""", "filter.tag")]
    [InlineData("""{"action": "cancel", "filter": {}, "dryRun": 1}""", "dryRun")]
    [InlineData("""{"action": "cancel", "filter": {}, "force": true}""", "force")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        FieldError(await ReadProblem(await Post("/jobs/actions", body), 422, "invalid-request"), field);
        Assert.Empty(Grains.Submitted);
    }

    [Fact]
    public async Task All_jobs_are_meant_only_by_a_filter_without_members()
    {
        await ReadJson(await Post("/jobs/actions", """{"action": "delete", "filter": {"state": null}}"""), 202);
        Assert.Equal("""{"action":"delete","filter":{}}""", Grains.Submitted.Single().Spec.Input!.ToString());
    }

    [Fact]
    public async Task Under_a_key_it_is_made_once()
    {
        Grains.OnSubmit = (id, spec) => new SubmitResult.Existing { Job = Samples.Job(id, spec) };
        var response = await Post("/jobs/actions", """{"action": "cancel", "filter": {}}""", ("Idempotency-Key", "k"));
        Assert.Equal("jobs.action", (await ReadJson(response, 200)).GetProperty("kind").GetString());
        Assert.True(Grains.Submitted.Single().Spec.Keyed);
    }
}

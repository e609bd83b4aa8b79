using System.Text.Json;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Access;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.Access;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Mcp;

/// <summary>Agents over the Model Context Protocol, in its own words: JSON-RPC by POST.</summary>
public sealed class McpTests : GuardedService
{
    private static readonly Guid Id = new("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    [Fact]
    public async Task An_agent_sees_the_tools_that_it_has_the_scopes_for()
    {
        Assert.Equal(
            ["count_jobs", "explain_job", "get_job", "list_jobs", "list_kinds", "queue_status", "read_log"],
            await Tools(await NewKey([Scopes.Read])));
        Assert.Equal(
            ["cancel_job", "count_jobs", "explain_job", "get_job", "list_jobs", "list_kinds", "queue_status", "read_log", "retry_job", "submit_job"],
            await Tools(AdminKey));
    }

    [Fact]
    public async Task A_job_is_read_as_over_HTTP()
    {
        Grains.Jobs[Id] = Samples.Job(Id, new JobSpec { Kind = "sleep" });
        var told = await Call(AdminKey, "get_job", new { id = Id });
        Assert.Equal((await ReadJson(await Get($"/jobs/{Id}", With(AdminKey)), 200)).GetRawText(), Content(told));
        Assert.Contains("no job with this id", Content(await Call(AdminKey, "get_job", new { id = Guid.NewGuid() })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_cannot_be_opened_is_an_error_that_names_the_key()
    {
        Grains.Jobs[Id] = Samples.Job(Id) with { Sealed = "sealed with the key \"k1\"" };
        var told = await Call(AdminKey, "get_job", new { id = Id });
        Assert.True(told.GetProperty("result").GetProperty("isError").GetBoolean());
        Assert.Contains("k1", Content(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_demands_its_scope_and_is_noted()
    {
        Grains.OnCancel = (id, reason) => new ChangeResult.Changed { Job = Samples.Job(id, new JobSpec { Kind = reason! }) };
        var refused = await Call(await NewKey([Scopes.Read]), "cancel_job", new { id = Id, reason = "why" });
        Assert.True(refused.TryGetProperty("error", out _), refused.GetRawText());
        Grains.Noted.Clear();

        Assert.Contains("why", Content(await Call(AdminKey, "cancel_job", new { id = Id, reason = "why" })), StringComparison.Ordinal);
        Assert.Equal(("admin-key", "tool cancel_job", $"/jobs/{Id}", 200), (Grains.Noted[1].Actor, Grains.Noted[1].Action, Grains.Noted[1].Target, Grains.Noted[1].Status));
    }

    [Fact]
    public async Task A_job_is_submitted_under_its_key()
    {
        await Call(AdminKey, "submit_job", new { kind = "sleep", input = new { duration = "PT1S" }, key = "a" });
        var (id, spec) = Assert.Single(Grains.Submitted);
        Assert.Equal((JobId.FromKey("default", "a"), "sleep", """{"duration":"PT1S"}"""), (id, spec.Kind, spec.Input!.ToString()));
    }

    [Fact]
    public async Task Nobody_gets_in_without_credentials_or_confined_to_a_tenant()
    {
        await ReadProblem(await Post("/mcp", "{}"), 401, "not-authenticated");
        await ReadProblem(await Post("/mcp", "{}", With(await NewKey([Scopes.Read], tenant: "shop"))), 403, "not-for-tenants");
    }

    private async Task<List<string>> Tools(string credentials) =>
        [.. (await Ask(credentials, "tools/list", new { })).GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!).Order(StringComparer.Ordinal)];

    private Task<JsonElement> Call(string credentials, string tool, object arguments) => Ask(credentials, "tools/call", new { name = tool, arguments });

    private async Task<JsonElement> Ask(string credentials, string method, object parameters)
    {
        var response = await Post(
            "/mcp", JsonSerializer.Serialize(new { jsonrpc = "2.0", id = 1, method, @params = parameters }),
            With(credentials), ("Accept", "application/json, text/event-stream"), ("MCP-Protocol-Version", "2025-06-18"));
        var text = await response.Content.ReadAsStringAsync();
        var line = text.Split('\n').LastOrDefault(line => line.StartsWith("data: ", StringComparison.Ordinal));
        Assert.True(line is not null, $"{(int)response.StatusCode} {text}");
        return JsonDocument.Parse(line["data: ".Length..]).RootElement;
    }

    private static string Content(JsonElement told) => told.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString()!;
}

using System.Collections;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Access;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.Workers;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Replies;

/// <summary>Fields that no answer shows, on every route that shows what belongs to jobs.</summary>
public sealed class RedactionTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
    private static readonly Json Input = Json.Parse("""{"user": "ada", "Login": {"password": "tiger"}}""");
    private static readonly Json Result = Json.Parse("""[{"PASSWORD": "tiger", "kept": 1}]""");

    private static readonly Job Ended = Samples.Finished(Id) with { Input = Input, Result = Result, Number = 7 };

    private static readonly Schedule Nightly = new()
    {
        Name = "nightly",
        Spec = new ScheduleSpec { Cron = "@daily", Job = new JobSpec { Kind = "sleep", Input = Input } },
        CreatedAt = Samples.Noon,
        ChangedAt = Samples.Noon,
        Version = 1,
    };

    protected override string[] Arguments => ["--Access:Redact:0=password", "--Access:Redact:1=input"];

    /// <summary>Requests whose answers have an input, a result, or both.</summary>
    public static TheoryData<string, string, string?> Routes => new()
    {
        { "GET", $"/jobs/{Id}", null },
        { "GET", $"/jobs/{Id}?wait=1s", null },
        { "GET", $"/jobs/{Id}/result", null },
        { "GET", $"/jobs/{Id}/events", null },
        { "GET", $"/jobs/{Id}/steps", null },
        { "GET", "/jobs", null },
        { "POST", "/jobs", $$"""{"kind": "sleep", "input": {{Input}}}""" },
        { "POST", "/jobs/batch", $$"""[{"kind": "sleep", "input": {{Input}}}]""" },
        { "POST", $"/jobs/{Id}/cancel", null },
        { "POST", $"/jobs/{Id}/retry", null },
        { "POST", $"/jobs/{Id}/replay", null },
        { "PATCH", $"/jobs/{Id}", """{"priority": 1}""" },
        { "POST", $"/jobs/{Id}/signals/paid", """{"value": 1}""" },
        { "GET", "/api/get_results/7", null },
        { "GET", "/schedules", null },
        { "GET", "/schedules/nightly", null },
        { "PUT", "/schedules/nightly", $$$"""{"cron": "@daily", "job": {"kind": "sleep", "input": {{{Input}}}}}""" },
        { "POST", "/schedules/nightly/pause", null },
        { "GET", "/admin/audit", null },
        { "POST", "/mcp", """{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "get_job", "arguments": {"id": "0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11"}}}""" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task No_answer_shows_them(string method, string path, string? body)
    {
        Fill();
        var response = await Send(new HttpMethod(method), path, body is null ? null : System.Text.Encoding.UTF8.GetBytes(body),
            ("Accept", "application/json, text/event-stream"), ("Prefer", "return=representation"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        Assert.DoesNotContain("tiger", text, StringComparison.Ordinal);
        Assert.Contains("[redacted]", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_beside_them_is_shown_and_the_documents_own_fields_too()
    {
        Fill();
        var job = await ReadJson(await Get($"/jobs/{Id}"), 200);
        Assert.Equal("""{"user": "ada", "Login": {"password": "[redacted]"}}""", job.GetProperty("input").GetRawText());
        Assert.Equal("""[{"PASSWORD": "[redacted]", "kept": 1}]""", (await ReadJson(await Get($"/jobs/{Id}/result"), 200)).GetRawText());
    }

    [Fact]
    public async Task What_is_submitted_and_replayed_has_the_true_values()
    {
        Fill();
        await ReadJson(await Post("/jobs", $$"""{"kind": "sleep", "input": {{Input}}}"""), 202);
        await ReadJson(await Post($"/jobs/{Id}/replay"), 202);
        Assert.Equal([Input, Input], Grains.Submitted.Select(job => job.Spec.Input));
    }

    [Theory]
    [InlineData("POST", "/jobs", """{"kind": "sleep", "input": SHOWN}""", "input")]
    [InlineData("POST", "/jobs/0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11/retry", """{"input": SHOWN}""", "input")]
    [InlineData("PUT", "/schedules/nightly", """{"cron": "@daily", "job": {"kind": "sleep", "input": SHOWN}}""", "job.input")]
    [InlineData("POST", "/batches", """{"jobs": [{"kind": "noop"}, {"kind": "sleep", "input": SHOWN}]}""", "jobs[1].input")]
    [InlineData("POST", "/batches", """{"jobs": [], "onCompleted": {"kind": "sleep", "input": SHOWN}}""", "onCompleted.input")]
    public async Task What_was_shown_instead_of_a_value_is_no_input(string method, string path, string body, string field)
    {
        Fill();
        var shown = (await ReadJson(await Get($"/jobs/{Id}"), 200)).GetProperty("input").GetRawText();
        var response = await Send(new HttpMethod(method), path, System.Text.Encoding.UTF8.GetBytes(body.Replace("SHOWN", shown, StringComparison.Ordinal)));
        Assert.Contains("for password,", FieldError(await ReadProblem(response, 422, "invalid-request"), field), StringComparison.Ordinal);
        Assert.Empty(Grains.Submitted);
    }

    [Fact]
    public async Task Of_many_those_that_have_what_was_shown_are_refused_and_an_agents_too()
    {
        Fill();
        var many = await ReadJson(await Post("/jobs/batch", """[{"kind": "sleep", "input": {"password": "[redacted]"}}, {"kind": "sleep", "input": {"note": "[redacted]", "password": ["x"]}}]"""), 200);
        Assert.Equal([422, 202], many.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("status").GetInt32()));
        const string call = """{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "submit_job", "arguments": {"kind": "sleep", "input": {"password": "[redacted]"}}}}""";
        var answer = await Send(HttpMethod.Post, "/mcp", System.Text.Encoding.UTF8.GetBytes(call), ("Accept", "application/json, text/event-stream"));
        Assert.Contains("for password,", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(Grains.Submitted);
    }

    [Fact]
    public async Task Workers_get_the_true_values_and_schemas_are_whole()
    {
        Grains.OnLease = (_, _) => Task.FromResult<ImmutableArray<LeaseOffer>>([new LeaseOffer { JobId = Id, Epoch = 1, Version = 1 }]);
        Grains.OnLeaseJob = (id, terms) => new LeasedJob { Job = Ended, Token = terms.Token, LeaseUntil = Samples.Noon, Checkpoint = Input, Steps = [new JobStep { Name = "a", Value = Result }] };
        var leased = (await ReadJson(await Post("/queues/default/lease", """{"kinds": ["a"]}"""), 200)).GetRawText();
        Assert.Equal(4, leased.Split("tiger").Length - 1);
        Grains.Kinds = [new KindDescription { Name = "a", Queue = "default", Retry = new RetryRule(), Input = Json.Parse("""{"properties": {"password": {"type": "string"}}}"""), Result = Json.Parse("true") }];
        Assert.Contains("""{"password": {"type": "string"}}""", (await ReadJson(await Get("/kinds"), 200)).GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>A new answer with JSON of others in it has to be thought of here.</summary>
    [Fact]
    public void These_are_the_answers_that_have_JSON_of_others()
    {
        var answers = App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .Concat(((IEndpointRouteBuilder)App).DataSources.SelectMany(source => source.Endpoints))
            .SelectMany(endpoint => endpoint.Metadata.OfType<IProducesResponseTypeMetadata>()).Select(answer => answer.Type).OfType<Type>()
            .Distinct().Where(type => Holds(type, [])).Select(type => type.Name).Order(StringComparer.Ordinal);
        Assert.Equal(
            ["AuditList", "BulkReply", "Job", "JobList", "JobStep", "Json", "KindDescription", "KindList", "LeaseList", "NumberedAnswer", "ScheduleList", "ScheduleView", "StepList"],
            answers);
    }

    private static bool Holds(Type type, HashSet<Type> seen)
    {
        if (type == typeof(Json)) return true;
        if (!seen.Add(type) || type == typeof(string)) return false;
        if (typeof(IEnumerable).IsAssignableFrom(type)) return (type.GetElementType() is { } item && Holds(item, seen)) || type.GetGenericArguments().Any(argument => Holds(argument, seen));
        return (Nullable.GetUnderlyingType(type) is { } value && Holds(value, seen))
            || (type.Namespace?.StartsWith("OrleansJobs", StringComparison.Ordinal) == true && type.GetProperties().Any(property => Holds(property.PropertyType, seen)));
    }

    private void Fill()
    {
        Grains.Jobs[Id] = Ended;
        Grains.OnListSteps = (_, _, _) => new JobStepPage { Steps = [new JobStep { Name = "a", Value = Result }] };
        Grains.Numbered.Add(Ended);
        Grains.Schedules["nightly"] = Nightly;
        Grains.OnWait = (_, _) => Task.FromResult<Job?>(Ended);
        Grains.OnList = _ => new JobPage { Jobs = [Ended] };
        Grains.OnSubmit = (id, spec) => new SubmitResult.Accepted { Job = Samples.Job(id, spec) };
        var changed = new ChangeResult.Changed { Job = Ended };
        (Grains.OnCancel, Grains.OnRetry, Grains.OnSignal, Grains.OnPatch) = ((_, _) => changed, (_, _) => changed, (_, _, _) => changed, (_, _) => changed);
        Grains.OnListSchedules = (_, _) => new SchedulePage { Schedules = [Nightly] };
        Grains.OnChangeSchedule = (_, _, _) => new ScheduleResult.Changed { Schedule = Nightly };
        Grains.Noted.Add(new AuditEntry { Id = Id, At = Samples.Noon, Actor = "a", Action = "b", Target = "c", TraceId = "d", Before = Input, After = Result });
    }
}

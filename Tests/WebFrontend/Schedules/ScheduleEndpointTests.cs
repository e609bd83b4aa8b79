using System.Text;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Schedules;

public sealed class ScheduleEndpointTests : WebService
{
    private static readonly Schedule Nightly = new()
    {
        Name = "nightly",
        Spec = new ScheduleSpec
        {
            Cron = "30 2 * * *",
            Zone = "Europe/Berlin",
            Job = new JobSpec { Kind = "sleep", Input = Json.Parse("""{"duration": "PT1S"}"""), Queue = "slow", Lane = "a", Cost = 2, Tags = ["t"], Requires = ["gpu"] },
            Overlap = OverlapPolicy.Skip,
            ExpectWithin = TimeSpan.FromHours(1),
        },
        NextAt = new DateTimeOffset(2026, 2, 1, 2, 30, 0, TimeSpan.FromHours(1)),
        CreatedAt = Samples.Noon,
        ChangedAt = Samples.Noon,
        Version = 7,
    };

    private const string NightlyText =
        """{"name":"nightly","cron":"30 2 * * *","zone":"Europe/Berlin","job":{"kind":"sleep","input":{"duration": "PT1S"},"queue":"slow","lane":"a","priority":0,"cost":2,"tags":["t"],"requires":["gpu"]},"misfire":"once","overlap":"skip","expectWithin":"PT1H","paused":false,"nextAt":"2026-02-01T02:30:00+01:00","createdAt":"2026-01-31T12:00:00+00:00","changedAt":"2026-01-31T12:00:00+00:00"}""";

    [Fact]
    public async Task A_schedule_is_read_with_its_version()
    {
        Grains.Schedules["nightly"] = Nightly;
        var response = await Get("/schedules/nightly");
        Assert.Equal(NightlyText, (await ReadJson(response, 200)).GetRawText());
        var tag = response.Headers.ETag!.ToString();
        Assert.Equal(304, (int)(await Get("/schedules/nightly", ("If-None-Match", tag))).StatusCode);
        Grains.Schedules["nightly"] = Nightly with { Version = 8 };
        Assert.Equal(200, (int)(await Get("/schedules/nightly", ("If-None-Match", tag))).StatusCode);
    }

    [Fact]
    public async Task All_that_can_be_known_of_one_is_shown()
    {
        Grains.Schedules["nightly"] = Nightly with
        {
            Declaration = ScheduleDeclaration.Gone,
            Paused = true,
            PauseReason = "holiday",
            NextAt = null,
            LastAt = Samples.Noon,
            LastJob = Guid.Parse("01234567-89ab-7def-8123-456789abcdef"),
            LastError = "kind is none",
            Overdue = Samples.Noon,
        };
        var schedule = await ReadJson(await Get("/schedules/nightly"), 200);
        Assert.EndsWith(
            """
            "declaration":"gone","paused":true,"pauseReason":"holiday","lastAt":"2026-01-31T12:00:00+00:00","lastJob":"01234567-89ab-7def-8123-456789abcdef","lastError":"kind is none","overdue":"2026-01-31T12:00:00+00:00","createdAt":"2026-01-31T12:00:00+00:00","changedAt":"2026-01-31T12:00:00+00:00"}
            """,
            schedule.GetRawText());
    }

    [Fact]
    public async Task A_put_says_all_of_a_schedule_and_whether_it_is_new()
    {
        var asked = new List<(string, string, object?)>();
        Grains.OnChangeSchedule = (name, what, with) =>
        {
            asked.Add((name, what, with));
            return new ScheduleResult.Changed { Schedule = Nightly, IsNew = asked.Count == 1 };
        };
        const string Body =
            """
            {"cron": "0 9 * * 1-5", "zone": "Asia/Tokyo", "job": {"kind": "noop", "delay": "PT5S", "priority": 3}, "misfire": "all", "overlap": "cancel",
             "jitter": "PT30S", "startsAt": "2026-03-01T00:00:00Z", "endsAt": "2026-04-01T00:00:00+02:00", "expectWithin": "PT10M"}
            """;
        var made = await Put("nightly", Body);
        Assert.Equal("/schedules/nightly", made.Headers.Location?.ToString());
        Assert.NotNull(made.Headers.ETag);
        Assert.Equal(NightlyText, (await ReadJson(made, 201)).GetRawText());
        var replaced = await Put("nightly", """{"cron": "0 9 * * *", "job": {"kind": "noop"}}""");
        await ReadJson(replaced, 200);
        Assert.Equivalent(
            new[]
            {
                ("nightly", "Put", (object?)new ScheduleSpec
                {
                    Cron = "0 9 * * 1-5",
                    Zone = "Asia/Tokyo",
                    Job = new JobSpec { Kind = "noop", Delay = TimeSpan.FromSeconds(5), Priority = 3 },
                    Misfire = MisfirePolicy.All,
                    Overlap = OverlapPolicy.Cancel,
                    Jitter = TimeSpan.FromSeconds(30),
                    StartsAt = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
                    EndsAt = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.FromHours(2)),
                    ExpectWithin = TimeSpan.FromMinutes(10),
                }),
                ("nightly", "Put", new ScheduleSpec { Cron = "0 9 * * *", Job = new JobSpec { Kind = "noop" } }),
            },
            asked,
            strict: true);
    }

    [Theory]
    [InlineData("""{"job": {"kind": "noop"}}""", "cron")]
    [InlineData("""{"cron": "0 9 * * *"}""", "job")]
    [InlineData("""{"cron": "0 9 * * *", "job": null}""", "job")]
    [InlineData("""{"cron": "0 9 * * *", "job": {}}""", "job.kind")]
    [InlineData("""{"cron": "0 9 * * *", "job": {"kind": "noop", "when": 1}}""", "job.when")]
    [InlineData("""{"cron": 5, "job": {"kind": "noop"}}""", "cron")]
    [InlineData("""{"cron": "0 9 * * *", "job": {"kind": "noop"}, "overlap": "never"}""", "overlap")]
    [InlineData("""{"cron": "0 9 * * *", "job": {"kind": "noop"}, "misfire": 1}""", "misfire")]
    [InlineData("""{"cron": "0 9 * * *", "job": {"kind": "noop"}, "jitter": "5"}""", "jitter")]
    [InlineData("""{"cron": "0 9 * * *", "job": {"kind": "noop"}, "endsAt": "tomorrow"}""", "endsAt")]
    [InlineData("""{"cron": "0 9 * * *", "job": {"kind": "noop"}, "every": "PT1S"}""", "every")]
    public async Task A_fault_of_the_body_is_422_and_named(string body, string field) =>
        FieldError(await ReadProblem(await Put("nightly", body), 422, "invalid-request"), field);

    [Fact]
    public async Task What_the_engine_refuses_is_422_by_field()
    {
        Grains.OnChangeSchedule = (_, _, _) => new ScheduleResult.Invalid { Errors = [new FieldError { Field = "zone", Message = "is none" }] };
        var problem = await ReadProblem(await Put("nightly", """{"cron": "0 9 * * *", "job": {"kind": "noop"}}"""), 422, "invalid-request");
        Assert.Equal("is none", FieldError(problem, "zone"));
    }

    [Fact]
    public async Task A_name_that_none_can_have_is_refused_and_wakes_no_grain()
    {
        Grains.OnChangeSchedule = (_, _, _) => throw new NotSupportedException();
        FieldError(await ReadProblem(await Put("a%20b", """{"cron": "0 9 * * *", "job": {"kind": "noop"}}"""), 422, "invalid-request"), "name");
        await ReadProblem(await Get("/schedules/a%20b"), 404, "schedule-not-found");
        foreach (var change in (string[])["pause", "resume", "run"])
            await ReadProblem(await Post($"/schedules/a%20b/{change}"), 404, "schedule-not-found");
    }

    [Fact]
    public async Task Pauses_resumes_and_removals_reach_the_schedule()
    {
        var asked = new List<(string, string, object?)>();
        Grains.OnChangeSchedule = (name, what, with) =>
        {
            asked.Add((name, what, with));
            return new ScheduleResult.Changed { Schedule = Nightly };
        };
        await ReadJson(await Post("/schedules/nightly/pause", """{"reason": "holiday"}"""), 200);
        await ReadJson(await Post("/schedules/nightly/pause"), 200);
        await ReadJson(await Post("/schedules/nightly/resume"), 200);
        Assert.Equal(204, (int)(await Send(HttpMethod.Delete, "/schedules/nightly", null)).StatusCode);
        Assert.Equal([("nightly", "Pause", "holiday"), ("nightly", "Pause", null), ("nightly", "Resume", null), ("nightly", "Remove", null)], asked);
    }

    [Theory]
    [InlineData("POST", "/pause")]
    [InlineData("POST", "/resume")]
    [InlineData("POST", "/run")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "")]
    [InlineData("GET", "/preview")]
    public async Task Of_one_that_is_not_there_all_is_404(string method, string path) =>
        await ReadProblem(await Send(new HttpMethod(method), $"/schedules/none{path}", null), 404, "schedule-not-found");

    [Theory]
    [InlineData("POST", "/pause")]
    [InlineData("POST", "/resume")]
    [InlineData("DELETE", "")]
    public async Task A_store_that_does_not_answer_is_503(string method, string path)
    {
        Grains.OnChangeSchedule = (_, _, _) => new ScheduleResult.Unavailable { Unchanged = true };
        await ReadProblem(await Send(new HttpMethod(method), $"/schedules/nightly{path}", null), 503, "unavailable");
    }

    [Fact]
    public async Task A_run_is_submitted_under_an_id_of_the_callers()
    {
        Grains.OnRunSchedule = (name, id) => new SubmitResult.Accepted { Job = Samples.Job(id, new JobSpec { Kind = name }) };
        var response = await Post("/schedules/nightly/run");
        var job = await ReadJson(response, 202);
        Assert.Equal("nightly", job.GetProperty("kind").GetString());
        Assert.Equal($"/jobs/{job.GetProperty("id").GetString()}", response.Headers.Location?.ToString());
        Grains.OnRunSchedule = (_, _) => new SubmitResult.QueueFull();
        await ReadProblem(await Post("/schedules/nightly/run"), 429, "queue-full");
    }

    [Fact]
    public async Task A_backfill_goes_on_until_all_of_the_range_is_there()
    {
        var asked = new List<(DateTimeOffset, DateTimeOffset)>();
        Grains.OnBackfill = (_, after, until) =>
        {
            asked.Add((after, until));
            return new BackfillResult.Done { Runs = 5, Next = asked.Count == 1 ? Samples.Noon.AddHours(1) : null };
        };
        var reply = await ReadJson(await Fill("2026-01-31T12:00:00Z", "2026-01-31T14:00:00Z"), 200);
        Assert.Equal("""{"runs":10}""", reply.GetRawText());
        Assert.Equal(2, asked.Count);
        Assert.InRange(asked[0].Item1, Samples.Noon.AddSeconds(-1), Samples.Noon.AddTicks(-1));
        Assert.Equal((Samples.Noon.AddHours(1), Samples.Noon.AddHours(2)), asked[1]);
    }

    [Fact]
    public async Task A_backfill_that_is_not_possible_is_refused()
    {
        FieldError(await ReadProblem(await Fill("2026-01-31T12:00:00Z", "2026-01-31T11:00:00Z"), 422, "invalid-request"), "to");
        FieldError(await ReadProblem(await Post("/schedules/nightly/backfill", "{}"), 422, "invalid-request"), "from");
        await ReadProblem(await Fill("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"), 404, "schedule-not-found");
        Grains.OnBackfill = (_, _, _) => new BackfillResult.Invalid { Errors = [new FieldError { Field = "to", Message = "is far" }] };
        Assert.Equal("is far", FieldError(await ReadProblem(await Fill("2016-01-31T12:00:00Z", "2026-01-31T12:00:00Z"), 422, "invalid-request"), "to"));
        FieldError(await ReadProblem(await Fill("0001-01-01T00:00:00Z", "2026-01-31T12:00:00Z"), 422, "invalid-request"), "to");
        Grains.OnBackfill = (_, _, _) => new BackfillResult.Unavailable();
        await ReadProblem(await Fill("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"), 503, "unavailable");
    }

    [Fact]
    public async Task Due_times_are_told_with_the_offset_of_the_zone()
    {
        (string, DateTimeOffset?, int) asked = default;
        Grains.OnPreview = (name, from, count) =>
        {
            asked = (name, from, count);
            return new SchedulePreview { Times = [Nightly.NextAt!.Value] };
        };
        Assert.Equal("""{"times":["2026-02-01T02:30:00+01:00"]}""", (await ReadJson(await Get("/schedules/nightly/preview?count=1&from=2026-01-31T12:00:00Z"), 200)).GetRawText());
        Assert.Equal(("nightly", Samples.Noon, 1), asked);
        await ReadJson(await Get("/schedules/nightly/preview"), 200);
        Assert.Equal(("nightly", null, 10), asked);
    }

    [Fact]
    public async Task Due_times_of_what_is_no_schedule_yet_are_told_or_why_there_are_none()
    {
        (string, string, DateTimeOffset?, int) asked = default;
        Grains.OnPreviewCron = (cron, zone, from, count) =>
        {
            asked = (cron, zone, from, count);
            return new CronPreview.Due { Preview = new SchedulePreview { Times = [Nightly.NextAt!.Value] } };
        };
        Assert.Equal("""{"times":["2026-02-01T02:30:00+01:00"]}""", (await ReadJson(await Get("/cron/preview?cron=30%202%20*%20*%20*&zone=Europe/Berlin&count=1"), 200)).GetRawText());
        Assert.Equal(("30 2 * * *", "Europe/Berlin", null, 1), asked);
        Grains.OnPreviewCron = (_, _, _, _) => new CronPreview.Invalid { Errors = [new FieldError { Field = "cron", Message = "is never due" }] };
        FieldError(await ReadProblem(await Get("/cron/preview?cron=x"), 422, "invalid-request"), "cron");
        FieldError(await ReadProblem(await Get("/cron/preview"), 400, "invalid-query"), "cron");
    }

    [Theory]
    [InlineData("/nightly/preview?count=0", "count")]
    [InlineData("/nightly/preview?count=1001", "count")]
    [InlineData("/nightly/preview?from=soon", "from")]
    [InlineData("/nightly?full=1", "full")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=501", "limit")]
    [InlineData("?cursor=a%20b", "cursor")]
    public async Task A_wrong_parameter_is_400_and_named(string query, string name) =>
        FieldError(await ReadProblem(await Get($"/schedules{query}"), 400, "invalid-query"), name);

    [Fact]
    public async Task Schedules_are_listed_in_pages()
    {
        Grains.OnListSchedules = (after, limit) => new SchedulePage { Schedules = [Nightly], Next = after is null && limit == 1 ? "nightly" : null };
        var response = await Get("/schedules?limit=1");
        Assert.Equal($$"""{"schedules":[{{NightlyText}}],"nextCursor":"nightly"}""", (await ReadJson(response, 200)).GetRawText());
        Assert.Equal("</schedules?limit=1&cursor=nightly>; rel=\"next\"", Assert.Single(response.Headers.GetValues("Link")));
        Assert.False((await ReadJson(await Get("/schedules?cursor=nightly"), 200)).TryGetProperty("nextCursor", out _));
    }

    [Fact]
    public async Task The_runs_of_a_schedule_are_listed_as_jobs()
    {
        await ReadJson(await Get("/jobs?schedule=nightly"), 200);
        Assert.Equal("nightly", Assert.Single(Grains.Listed).Schedule);
    }

    private Task<HttpResponseMessage> Put(string name, string json) => Send(HttpMethod.Put, $"/schedules/{name}", Encoding.UTF8.GetBytes(json));

    private Task<HttpResponseMessage> Fill(string from, string to) =>
        Post("/schedules/nightly/backfill", $$"""{"from": "{{from}}", "to": "{{to}}"}""");
}

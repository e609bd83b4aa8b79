using System.Globalization;
using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using OrleansJobs.Client;
using OrleansJobs.Dashboard.Batches;
using OrleansJobs.Dashboard.Hosting;
using OrleansJobs.Dashboard.Jobs;
using OrleansJobs.Dashboard.Parts;
using OrleansJobs.Dashboard.Queues;
using OrleansJobs.Tests.Support;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.Dashboard;

/// <summary>Parts of pages by themselves.</summary>
public sealed class ComponentTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly BunitContext _page = new();
    private readonly FakeIds _ids = new();

    public ComponentTests()
    {
        _page.AddAuthorization().SetAuthorized("rita");
        _page.Services.AddMudServices();
        _page.Services.AddSingleton<TimeProvider>(new ManualTimeProvider());
        _page.Services.AddScoped<Reader>();
        _page.JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public void A_time_is_shown_in_the_readers_zone_as_soon_as_that_is_known()
    {
        var moment = _page.Render<Moment>(given => given.Add(one => one.At, Noon));
        Assert.Equal("2026-01-31 12:00:00", moment.Find("time").TextContent);
        _page.Services.GetRequiredService<Reader>().LiveIn("Asia/Tokyo");
        moment.WaitForAssertion(() => Assert.Equal("2026-01-31 21:00:00", moment.Find("time").TextContent));
        Assert.Equal("2026-01-31T12:00:00.000Z", moment.Find("time").GetAttribute("title"));
        _page.Services.GetRequiredService<Reader>().LiveIn("Mars/Olympus");
        Assert.Equal("2026-01-31 21:00:00", moment.Find("time").TextContent);
    }

    [Fact]
    public void Attempts_are_shown_the_last_first_with_why_they_failed()
    {
        JobAttempt[] attempts =
        [
            new() { Number = 1, Silo = "one", StartedAt = Noon, EndedAt = Noon.AddSeconds(1), Outcome = AttemptOutcome.Failed, Error = new JobError { Type = "IOException", Message = "<b>broken</b>" } },
            new() { Number = 2, Worker = "w1", StartedAt = Noon.AddSeconds(2), EndedAt = Noon.AddSeconds(4), Outcome = AttemptOutcome.Succeeded },
        ];
        var rows = _page.Render<Attempts>(given => given.Add(one => one.Of, attempts)).FindAll("tbody tr");
        Assert.Contains("worker w1", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("<b>broken</b>", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(("0", "25"), (rows[1].QuerySelector("rect")!.GetAttribute("x"), rows[1].QuerySelector("rect")!.GetAttribute("width")));
        Assert.Equal(("50", "50"), (rows[0].QuerySelector("rect")!.GetAttribute("x"), rows[0].QuerySelector("rect")!.GetAttribute("width")));
    }

    [Fact]
    public void Steps_and_deliveries_tell_what_came_of_them_and_texts_of_others_stay_texts()
    {
        var steps = _page.Render<Steps>(given => given.Add(one => one.Of, [new JobStep("<b>charge</b>", JsonElement.Parse("[\"<é>\"]"))]));
        Assert.Equal(["<b>charge</b>", "[\n  \"<é>\"\n]"], steps.FindAll("td").Select(cell => cell.TextContent.ReplaceLineEndings("\n")));
        JobDelivery[] told =
        [
            new() { Id = _ids.NewId(), Number = 2, Attempts = [] },
            new()
            {
                Id = _ids.NewId(), Number = 1, State = JobState.Scheduled, NextAttemptAt = Noon,
                Attempts = [new DeliveryAttempt { At = Noon, DurationMs = 31, Outcome = AttemptOutcome.Failed, Error = new JobError { Type = "IOException", Message = "It answered <i>503</i>." } }],
            },
        ];
        var rows = _page.Render<Deliveries>(given => given.Add(one => one.Of, told)).FindAll("tbody tr");
        Assert.Contains("not there yet", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("failed in 31 ms It answered <i>503</i>.", rows[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_without_a_listener_has_nothing_to_select()
    {
        var jobs = new[] { JobOf(JobState.Failed) };
        Assert.Empty(_page.Render<JobTable>(given => given.Add(one => one.Jobs, jobs)).FindAll("input"));
        IReadOnlySet<Guid> selected = new HashSet<Guid>();
        var table = _page.Render<JobTable>(given => given.Add(one => one.Jobs, jobs).Add(one => one.Select, now => selected = now));
        table.FindAll("input")[0].Change(true);
        Assert.Equal([jobs[0].Id], selected);
    }

    [Fact]
    public void A_queue_keeps_what_its_form_has_no_field_for()
    {
        QueueSettings? saved = null;
        var queue = new JobQueue
        {
            Name = "mail",
            Paused = true,
            Rate = new QueueRate(10, TimeSpan.FromSeconds(2), Burst: 50),
            Lanes = new LaneSettings { Weight = 3 },
            Lane = new Dictionary<string, LaneSettings> { ["acme"] = new() { Concurrency = 1 } },
        };
        var form = _page.Render<QueueForm>(given => given.Add(one => one.Queue, queue).Add(one => one.Save, settings => saved = settings));
        form.FindAll("input")[0].Change("7");
        form.Find("button").Click();
        Assert.Equal((7, true, queue.Rate, 3), (saved!.Concurrency, saved.Paused, saved.Rate, saved.Lanes!.Weight));
        Assert.Same(queue.Lane, saved.Lane);
    }

    [Fact]
    public void A_command_can_be_pasted_into_a_shell()
    {
        var curl = _page.Render<Curl>(given => given.Add(one => one.Method, "POST").Add(one => one.Path, "jobs").Add(one => one.Body, """{"kind": "it's"}"""));
        Assert.Equal(
            """
            curl -s -X POST 'http://localhost/jobs' \
              -H 'Content-Type: application/json' -d '{"kind": "it'\''s"}'
            """.ReplaceLineEndings("\n"),
            curl.Find("pre").TextContent);
    }

    [Fact]
    public void A_command_names_the_file_that_it_sends()
    {
        var curl = _page.Render<Curl>(given => given.Add(one => one.Method, "PUT").Add(one => one.Path, "datasets/a").Add(one => one.File, "it's.csv").Add(one => one.MediaType, "text/csv"));
        Assert.Equal(
            """
            curl -s -X PUT 'http://localhost/datasets/a' \
              -H 'Content-Type: text/csv' -T 'it'\''s.csv'
            """.ReplaceLineEndings("\n"),
            curl.Find("pre").TextContent);
    }

    [Theory]
    [InlineData("2026-01-31T12:00:00", "Asia/Tokyo", "2026-01-31T03:00:00Z")]
    [InlineData("2026-10-25T02:30:00", "Europe/Berlin", "2026-10-25T01:30:00Z")]
    [InlineData("2026-03-29T02:30:00", "Europe/Berlin", "2026-03-29T01:30:00Z")]
    [InlineData("0001-01-01T00:00:00", "Etc/GMT-9", "0001-01-01T15:00:00Z")]
    [InlineData("9999-12-31T23:59:59", "America/New_York", "9999-12-31T04:59:59Z")]
    public void What_a_clock_shows_is_an_instant(string shown, string zone, string instant) =>
        Assert.Equal(
            DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture),
            Typed.Instant(DateTime.Parse(shown, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone)),
            TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData("""{"type": "object", "properties": {"duration": {"type": "string", "format": "duration"}, "note": {"type": "string"}}, "required": ["duration"]}""", """{"duration":"PT1S"}""")]
    [InlineData("""{"type": ["integer", "null"]}""", "0")]
    [InlineData("""{"enum": ["a", "b"]}""", "\"a\"")]
    [InlineData("""{"type": "object", "properties": {"list": {"type": "array"}, "on": {"type": "boolean"}}, "required": ["list", "on"]}""", """{"list":[],"on":false}""")]
    [InlineData("true", "{}")]
    [InlineData("""{"type": "string", "default": "x"}""", "\"x\"")]
    public void An_input_begins_with_what_must_be_there(string schema, string sample) =>
        Assert.Equal(sample, JsonSerializer.Serialize(JsonElement.Parse(InputSample.Of(JsonElement.Parse(schema)))));

    [Fact]
    public void Jobs_come_behind_those_that_they_wait_for()
    {
        var (first, second) = (JobOf(JobState.Succeeded), JobOf(JobState.Waiting));
        second = second with { Parents = [first.Id, _ids.NewId()] };
        var third = JobOf(JobState.Waiting) with { Parents = [second.Id, first.Id] };
        Assert.Equal([[first], [second], [third]], JobLevels.Of([third, first, second]));
        // Read in the middle of a change.
        var (one, other) = (JobOf(JobState.Waiting), JobOf(JobState.Waiting));
        Assert.Equal(2, JobLevels.Of([one with { Parents = [other.Id] }, other with { Parents = [one.Id] }]).Single().Count);
    }

    private Job JobOf(JobState state) => new() { Id = _ids.NewId(), Kind = "noop", Queue = "default", State = state, Tags = [], Attempts = [] };
}

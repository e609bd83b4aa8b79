using System.Text.Json;
using OrleansJobs.Access;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Schedules;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Audit;

public sealed class AuditTests : WebService
{
    [Fact]
    public async Task A_change_is_noted_before_it_is_made_and_after_with_what_it_changed()
    {
        Grains.Queues["mail"] = QueueStatus.Of("mail", new QueueSettings(), 1_000);
        Grains.OnSetPaused = (name, paused) =>
        {
            Assert.Null(Assert.Single(Grains.Noted).Status);
            Grains.Queues[name] = QueueStatus.Of(name, new QueueSettings { Paused = paused }, 1_000);
            return new QueueResult.Changed { Queue = Grains.Queues[name] };
        };
        await ReadJson(await Post("/queues/mail/pause"), 200);

        var (before, after) = (Grains.Noted[0], Grains.Noted[1]);
        Assert.Equal(before.Id, after.Id);
        Assert.Equal(("local", "POST /queues/{name}/pause", "/queues/mail/pause", 200), (after.Actor, after.Action, after.Target, after.Status));
        Assert.Equal((false, true), (Paused(after.Before), Paused(after.After)));
    }

    [Fact]
    public async Task What_cannot_be_noted_is_not_done()
    {
        Grains.OnNote = _ => throw new StoreException("away", outcomeUnknown: false);
        Grains.OnSetPaused = (_, _) => throw new InvalidOperationException();
        await ReadProblem(await Post("/queues/mail/pause"), 503, "unavailable");
    }

    [Fact]
    public async Task What_is_done_is_answered_so_though_its_end_cannot_be_noted()
    {
        Grains.OnNote = entry => entry.Status is null ? Task.CompletedTask : throw new StoreException("away", outcomeUnknown: false);
        Assert.True((await ReadJson(await Post("/queues/mail/pause"), 200)).GetProperty("paused").GetBoolean());
        Assert.Null(Assert.Single(Grains.Noted).Status);
    }

    [Fact]
    public async Task What_is_done_is_answered_so_though_what_there_is_then_cannot_be_read()
    {
        var id = new Guid("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
        Grains.Jobs[id] = Samples.Job(id);
        Grains.OnCancel = (_, _) =>
        {
            Grains.BeforeGet = () => throw new TimeoutException("The silo died.");
            return new ChangeResult.Changed { Job = Grains.Jobs[id] };
        };
        await ReadJson(await Post($"/jobs/{id}/cancel"), 200);
        Assert.NotNull(Grains.Noted[1].Before);
        Assert.Equal((200, null), (Grains.Noted[1].Status, Grains.Noted[1].After));
    }

    [Fact]
    public async Task Of_a_job_its_input_and_result_are_not_kept()
    {
        var id = new Guid("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
        Grains.Jobs[id] = Samples.Job(id, new JobSpec { Kind = "sleep", Input = Json.Parse("\"secret\"") });
        Grains.OnCancel = (_, _) => new ChangeResult.Changed { Job = Grains.Jobs[id] };
        await ReadJson(await Post($"/jobs/{id}/cancel"), 200);
        var noted = Grains.Noted[1];
        Assert.Equal("sleep", Parsed(noted.Before).GetProperty("kind").GetString());
        foreach (var told in new[] { noted.Before, noted.After }) Assert.DoesNotContain("secret", told!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_schedule_the_input_of_its_job_is_not_kept()
    {
        var schedule = new Schedule
        {
            Name = "nightly",
            Spec = new ScheduleSpec { Cron = "@daily", Job = new JobSpec { Kind = "sleep", Input = Json.Parse("\"secret\"") } },
            CreatedAt = Samples.Noon,
            ChangedAt = Samples.Noon,
            Version = 1,
        };
        Grains.Schedules["nightly"] = schedule;
        Grains.OnChangeSchedule = (_, _, _) => new ScheduleResult.Changed { Schedule = schedule };
        await ReadJson(await Post("/schedules/nightly/pause"), 200);
        foreach (var told in new[] { Grains.Noted[1].Before, Grains.Noted[1].After })
        {
            Assert.Equal("sleep", Parsed(told).GetProperty("job").GetProperty("kind").GetString());
            Assert.DoesNotContain("secret", told!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_job_whose_input_cannot_be_opened_is_changed_all_the_same()
    {
        var id = new Guid("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
        Grains.Jobs[id] = Samples.Job(id) with { Sealed = "It is sealed." };
        Grains.OnCancel = (_, _) => new ChangeResult.Changed { Job = Grains.Jobs[id] };
        await ReadJson(await Post($"/jobs/{id}/cancel"), 200);
        Assert.Equal((200, null, null), (Grains.Noted[1].Status, Grains.Noted[1].Before, Grains.Noted[1].After));
    }

    [Fact]
    public async Task What_is_refused_is_noted_with_its_status()
    {
        await ReadProblem(await Post("/jobs/0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11/cancel"), 404, "job-not-found");
        Assert.Equal((404, null, null), (Grains.Noted[1].Status, Grains.Noted[1].Before, Grains.Noted[1].After));
    }

    [Fact]
    public async Task Submits_and_reads_are_not_noted()
    {
        await ReadJson(await Post("/jobs", """{"kind":"sleep"}"""), 202);
        await ReadJson(await Get("/kinds"), 200);
        Assert.Empty(Grains.Noted);
    }

    [Fact]
    public async Task The_list_has_filters_and_pages()
    {
        Grains.Noted.Add(new AuditEntry { Id = Guid.NewGuid(), At = Samples.Noon, Actor = "key:ops", Action = "DELETE /jobs/{id}", Target = "/jobs/1", Status = 204, TraceId = "t" });
        Grains.Noted.Add(new AuditEntry { Id = Guid.NewGuid(), At = Samples.Noon, Actor = "local", Action = "DELETE /jobs/{id}", Target = "/jobs/2", TraceId = "t" });
        var response = await Get("/admin/audit?actor=key:ops&limit=1");
        var list = await ReadJson(response, 200);
        Assert.Equal("/jobs/1", Assert.Single(list.GetProperty("entries").EnumerateArray()).GetProperty("target").GetString());
        Assert.NotNull(list.GetProperty("nextCursor").GetString());
        FieldError(await ReadProblem(await Get("/admin/audit?who=x"), 400, "invalid-query"), "who");
    }

    private static bool Paused(Json? told) => Parsed(told).GetProperty("paused").GetBoolean();

    private static JsonElement Parsed(Json? told) => JsonDocument.Parse(told!.Utf8.ToArray()).RootElement;
}

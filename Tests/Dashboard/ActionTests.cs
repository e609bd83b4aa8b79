using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Dashboard;

/// <summary>What can be done on pages, and what comes of it in the service.</summary>
[Collection(nameof(DashboardService))]
public sealed class ActionTests(DashboardService service)
{
    [BrowserFact]
    public async Task A_job_is_made_of_a_kind_and_its_page_tells_of_its_end_without_being_loaded_again()
    {
        await using var window = await Window.Open(service.Address);
        await window.GoTo("new-job?kind=sleep");
        await window.Page.GetByLabel("Input, as JSON").FillAsync("""{"duration": "PT0.5S"}""");
        await window.Button("Submit").ClickAsync();
        await window.Arrives("/dashboard/jobs/[^/]+$");
        await window.Page.Locator(".fields .state-succeeded").WaitForAsync();
        Assert.Empty(window.Faults);
    }

    [BrowserFact]
    public async Task What_cannot_be_submitted_says_why_and_makes_no_job()
    {
        await using var window = await Window.Open(service.Address);
        await window.GoTo("new-job?kind=sleep");
        await window.Page.GetByLabel("Input, as JSON").FillAsync("{");
        await window.Button("Submit").ClickAsync();
        await window.Sees("This is no JSON");
        await window.Page.GetByLabel("Input, as JSON").FillAsync("{}");
        await window.Button("Submit").ClickAsync();
        await window.Page.Locator("[role=alert]").First.WaitForAsync();
        Assert.Contains("new-job", window.Page.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_job_that_runs_is_cancelled()
    {
        var id = await service.Submit(new { kind = "sleep", input = new { duration = "PT1H" } });
        await using var window = await Window.Open(service.Address);
        await window.GoTo($"jobs/{id}");
        await window.Button("Cancel").ClickAsync();
        await window.Button("Cancel it").ClickAsync();
        await window.Page.Locator(".fields .state-cancelled").WaitForAsync();
        Assert.Equal("cancelled", (await service.Job(id)).GetProperty("state").GetString());
    }

    [BrowserFact]
    public async Task A_failed_job_is_retried_with_other_input_and_replayed_and_deleted()
    {
        var id = await service.Submit(new { kind = "fail", input = new { message = "broken" }, retry = new { maxAttempts = 1 } });
        await service.Job(id, "?wait=30s");
        await using var window = await Window.Open(service.Address);
        await window.GoTo($"jobs/{id}");
        await window.Button("Retry with other input").ClickAsync();
        await window.Page.GetByLabel("Input").FillAsync("""{"message": "still broken"}""");
        await window.Button("Retry with this").ClickAsync();
        await window.Page.Locator(".fields", new() { HasText = "still broken" }).WaitForAsync();
        Assert.Equal("still broken", (await service.Job(id, "?wait=30s")).GetProperty("error").GetProperty("message").GetString());

        await window.Button("Replay").ClickAsync();
        await window.Page.GetByText("Replay of").WaitForAsync();
        await window.GoTo($"jobs/{id}");
        await window.Button("Delete").ClickAsync();
        await window.Button("Delete it").ClickAsync();
        await window.Arrives("/dashboard/jobs$");
        using var gone = await service.Http.GetAsync(new Uri($"jobs/{id}", UriKind.Relative));
        Assert.Equal(404, (int)gone.StatusCode);
    }

    [BrowserFact]
    public async Task What_is_shown_instead_of_a_value_is_no_input_of_a_retry()
    {
        using var kind = await service.Http.PutAsJsonAsync("kinds/paying", new { queue = "paying" });
        var id = await service.Submit(new { kind = "paying", input = new { pin = 1234 } });
        using var cancelled = await service.Http.PostAsync(new Uri($"jobs/{id}/cancel", UriKind.Relative), null);
        await using var window = await Window.Open(service.Address);
        await window.GoTo($"jobs/{id}");
        await window.Button("Retry with other input").ClickAsync();
        await window.Button("Retry with this").ClickAsync();
        await window.Page.Locator("[role=alert]", new() { HasText = "has \"[redacted]\" for pin" }).WaitForAsync();
        Assert.Equal("cancelled", (await service.Job(id)).GetProperty("state").GetString());
    }

    [BrowserFact]
    public async Task What_a_worker_does_in_steps_is_shown_while_it_works()
    {
        using var kind = await service.Http.PutAsJsonAsync("kinds/stepwise", new { queue = "stepwise" });
        var id = await service.Submit(new { kind = "stepwise", queue = "stepwise" });
        using var leased = await service.Http.PostAsJsonAsync("queues/stepwise/lease", new { kinds = new[] { "stepwise" }, worker = "ada", leaseFor = "PT5M" });
        var token = (await leased.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobs")[0].GetProperty("token").GetGuid();
        await using var window = await Window.Open(service.Address);
        await window.GoTo($"jobs/{id}");
        await window.Sees("Leased until");
        using var done = await service.Http.PutAsJsonAsync($"jobs/{id}/steps/charged", new { token, value = 17 });
        await window.Page.Locator("td", new() { HasText = "charged" }).WaitForAsync();
        await window.GoTo("workers");
        await window.Page.Locator("tr", new() { HasText = "ada" }).GetByRole(AriaRole.Link, new() { Name = "stepwise", Exact = true }).WaitForAsync();
    }

    [BrowserFact]
    public async Task All_jobs_that_match_a_filter_are_cancelled_after_their_count_was_shown()
    {
        for (var i = 0; i < 3; i++) await service.Submit(new { kind = "noop", delay = "PT1H", tags = new[] { "to-cancel" } });
        await using var window = await Window.Open(service.Address);
        await window.GoTo("jobs?tag=to-cancel");
        await window.Button("Cancel all that match").ClickAsync();
        await window.Sees("Cancel all 3 jobs that match now?");
        await window.Button("Cancel 3").ClickAsync();
        await window.Page.Locator(".fields .state-succeeded").WaitForAsync();
        var jobs = await service.Http.GetFromJsonAsync<JsonElement>("jobs?tag=to-cancel");
        Assert.All(jobs.GetProperty("jobs").EnumerateArray(), job => Assert.Equal("cancelled", job.GetProperty("state").GetString()));
    }

    [BrowserFact]
    public async Task Selected_jobs_are_cancelled_and_no_others()
    {
        var kept = await service.Submit(new { kind = "noop", delay = "PT1H", tags = new[] { "selected" } });
        var cancelled = await service.Submit(new { kind = "noop", delay = "PT1H", tags = new[] { "selected" } });
        await using var window = await Window.Open(service.Address);
        await window.GoTo("jobs?tag=selected");
        await window.Page.Locator("tr", new() { HasText = $"{cancelled}"[..13] }).GetByRole(AriaRole.Checkbox).CheckAsync();
        await window.Button("Cancel 1 selected").ClickAsync();
        await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
        await window.Page.Locator("table .state-cancelled").WaitForAsync();
        Assert.Equal("cancelled", (await service.Job(cancelled)).GetProperty("state").GetString());
        Assert.Equal("scheduled", (await service.Job(kept)).GetProperty("state").GetString());
    }

    [BrowserFact]
    public async Task A_queue_is_paused_resumed_and_given_limits()
    {
        await service.Submit(new { kind = "noop", queue = "limited" });
        await using var window = await Window.Open(service.Address);
        await window.GoTo("queues/limited");
        await window.Button("Pause").ClickAsync();
        await window.Button("Resume").ClickAsync();
        await window.Button("Limits").ClickAsync();
        await window.Page.GetByLabel("Slots (empty: as configured)").FillAsync("7");
        await window.Page.GetByLabel("Most that wait").FillAsync("900");
        await window.Button("Save").ClickAsync();
        await window.Button("Save").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        var queue = await service.Http.GetFromJsonAsync<JsonElement>("queues/limited");
        Assert.Equal((false, 7, 900), (queue.GetProperty("paused").GetBoolean(), queue.GetProperty("concurrency").GetInt32(), queue.GetProperty("maxDepth").GetInt32()));
        var audit = await service.Http.GetFromJsonAsync<JsonElement>("admin/audit?target=/queues/limited/pause");
        Assert.Equal("local", audit.GetProperty("entries")[0].GetProperty("actor").GetString());
    }

    [BrowserFact]
    public async Task Why_something_was_refused_is_shown_until_something_else_is_done()
    {
        await service.Submit(new { kind = "noop", queue = "refusing" });
        await using var window = await Window.Open(service.Address);
        await window.GoTo("queues/refusing");
        await window.Button("Limits").ClickAsync();
        await window.Page.GetByLabel("Slots (empty: as configured)").FillAsync("0");
        await window.Button("Save").ClickAsync();
        var why = window.Page.Locator("[role=alert]", new() { HasText = "concurrency must be" });
        await why.WaitForAsync();
        await service.Submit(new { kind = "sleep", input = new { duration = "PT1H" }, queue = "refusing" });
        await window.Page.Locator(".figure", new() { HasText = "running" }).GetByText("1", new() { Exact = true }).WaitForAsync();
        Assert.True(await why.IsVisibleAsync());
        await window.Button("Pause").ClickAsync();
        await why.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [BrowserFact]
    public async Task A_schedule_shows_its_next_runs_while_it_is_typed_and_is_made_and_run()
    {
        await using var window = await Window.Open(service.Address);
        await window.GoTo("new-schedule");
        await window.Page.GetByLabel("Name").FillAsync("typed");
        await window.Page.GetByLabel("Cron").FillAsync("nonsense");
        await window.Sees("cannot be read");
        await window.Page.GetByLabel("Cron").FillAsync("0 4 1 1 *");
        await window.Page.Locator("#preview time").First.WaitForAsync();
        await window.Page.GetByLabel("Kind").SelectOptionAsync("noop");
        await window.Button("Save").ClickAsync();
        await window.Button("Run now").ClickAsync();
        await window.Page.Locator(".fields .state-succeeded").WaitForAsync();
        Assert.Equal("0 4 1 1 *", (await service.Http.GetFromJsonAsync<JsonElement>("schedules/typed")).GetProperty("cron").GetString());
    }

    [BrowserFact]
    public async Task Runs_of_the_past_are_made_for_a_time_by_the_readers_clock()
    {
        var spec = new { cron = "0 12 * * *", job = new { kind = "noop" } };
        using var made = await service.Http.PutAsJsonAsync("schedules/daily", spec);
        made.EnsureSuccessStatusCode();
        await using var window = await Window.Open(service.Address);
        await window.GoTo("schedules/daily");
        await window.Page.GetByText("Runs of the past").ClickAsync();
        await window.Page.GetByLabel("From").FillAsync("2026-01-30T21:00");
        await window.Page.GetByLabel("To").FillAsync("2026-02-01T20:59:59");
        await window.Button("Submit them").ClickAsync();
        await window.Page.GetByText("2 submitted.").WaitForAsync();
        Assert.Empty(await window.Barriers());
        await window.Picture("backfill");
        var runs = (await service.Http.GetFromJsonAsync<JsonElement>("jobs?schedule=daily")).GetProperty("jobs").EnumerateArray();
        Assert.Equal(2, runs.Count());
        Assert.Empty(window.Faults);
    }

    [BrowserFact]
    public async Task A_dataset_is_uploaded_and_one_that_is_wrong_says_where()
    {
        const string header = "LocationDesc,Question,Data_Value,StratificationCategory1,Stratification1\n";
        await using var window = await Window.Open(service.Address);
        await window.GoTo("datasets");
        await window.Page.GetByText("Upload a dataset").ClickAsync();
        await window.Page.GetByLabel("Name").FillAsync("mine");
        await window.Button("Upload").ClickAsync();
        await window.Sees("Choose a file.");
        await window.Page.GetByLabel("CSV file, in UTF-8").SetInputFilesAsync(File("wrong.csv", $"{header}Ohio,How much?,much,,\n"));
        await window.Button("Upload").ClickAsync();
        await window.Page.Locator("[role=alert]", new() { HasText = "line 2" }).WaitForAsync();
        Assert.Empty(await window.Barriers());
        await window.Picture("upload");
        await window.Page.GetByLabel("CSV file, in UTF-8").SetInputFilesAsync(File("mine.csv", $"{header}Ohio,How much?,7.5,,\n"));
        await window.Button("Upload").ClickAsync();
        await window.Arrives("dataset=mine");
        await window.Page.GetByText("1 rows from upload").WaitForAsync();
        var mean = await service.Http.GetFromJsonAsync<JsonElement>("datasets/mine/stats/states_mean?question=How%20much%3F");
        Assert.Equal(7.5, mean.GetProperty("Ohio").GetDouble());
        Assert.Empty(window.Faults);

        static FilePayload File(string name, string text) => new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };
    }

    [BrowserFact]
    public async Task The_process_is_drained_and_takes_work_again()
    {
        await using var window = await Window.Open(service.Address);
        await window.GoTo("silos");
        await window.Button("Drain").ClickAsync();
        await window.Button("Drain it").ClickAsync();
        try
        {
            await window.Button("Take work again").WaitForAsync();
            await window.Picture("drained");
            using var refused = await service.Http.PostAsJsonAsync("jobs", new { kind = "noop" });
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            await window.Button("Take work again").ClickAsync();
            await window.Button("Drain").WaitForAsync();
            await service.Submit(new { kind = "noop" });
        }
        finally
        {
            using var active = await service.Http.DeleteAsync(new Uri("admin/drain", UriKind.Relative));
        }
    }

    [BrowserFact]
    public async Task An_animal_is_asked()
    {
        await using var window = await Window.Open(service.Address);
        await window.GoTo("zoo");
        await window.Button("Ask tigers").ClickAsync();
        await window.Page.Locator(".figure", new() { HasText = "tigers" }).GetByText("1 asked").WaitForAsync();
        Assert.Equal(1, (await service.Http.GetFromJsonAsync<JsonElement>("animals/tigers/status")).GetProperty("queriesTotal").GetInt32());
    }

    [BrowserFact]
    public async Task The_overview_follows_what_happens()
    {
        await using var window = await Window.Open(service.Address);
        await window.GoTo("");
        var id = await service.Submit(new { kind = "sleep", input = new { duration = "PT1H" }, queue = "overview" });
        await window.Page.Locator($"a[href='jobs/{id}']").WaitForAsync();
        using var cancelled = await service.Http.PostAsync(new Uri($"jobs/{id}/cancel", UriKind.Relative), null);
        await window.Page.Locator($"a[href='jobs/{id}']").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }
}

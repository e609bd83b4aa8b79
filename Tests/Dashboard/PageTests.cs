using Microsoft.Playwright;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Dashboard;

/// <summary>Every page in a browser, on the whole service.</summary>
[Collection(nameof(DashboardService))]
public sealed class PageTests(DashboardService service)
{
    private static readonly string[] Pages =
        ["", "jobs", "new-job", "queues", "queues/mail", "schedules", "schedules/nightly", "new-schedule", "batches", "workers", "zoo", "datasets", "traffic", "movies", "silos", "audit", "keys"];

    private IEnumerable<string> All => [.. Pages, $"jobs/{service.Failed}", $"batches/{service.Batch}"];

    [BrowserFact]
    public async Task Every_page_is_accessible_fits_into_a_narrow_window_and_does_nothing_that_it_should_not()
    {
        await using var window = await Window.Open(service.Address);
        var faults = new List<string>();
        foreach (var page in All)
        {
            await window.GoTo(page);
            if (await window.Page.Locator("[role=alert]").CountAsync() > 0) faults.Add($"{page}: {await window.Page.Locator("main").InnerTextAsync()}");
            faults.AddRange(await window.Barriers());
            await window.Picture($"light-{Name(page)}");
            await window.Button("Dark colours").ClickAsync();
            await window.Button("Light colours").WaitForAsync();
            faults.AddRange(await window.Barriers("color-contrast"));
            await window.Picture($"dark-{Name(page)}");
            await window.Page.SetViewportSizeAsync(375, 800);
            if (!await window.Fits()) faults.Add($"{page} is wider than the window");
            await window.Picture($"narrow-{Name(page)}");
            await window.Page.SetViewportSizeAsync(1280, 900);
            await window.Button("Light colours").ClickAsync();
            await window.Button("Dark colours").WaitForAsync();
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        Assert.Empty(window.Faults);
    }

    [BrowserFact]
    public async Task Colours_are_the_systems_until_the_reader_chooses_others()
    {
        await using var window = await Window.Open(service.Address, dark: true);
        await window.GoTo("jobs");
        await window.Button("Light colours").ClickAsync();
        await window.Button("Dark colours").WaitForAsync();
        await window.GoTo("queues");
        await window.Button("Dark colours").WaitForAsync();
    }

    [BrowserFact]
    public async Task What_is_not_there_says_so()
    {
        await using var window = await Window.Open(service.Address);
        var answer = await window.Page.GotoAsync("dashboard/nowhere/at-all");
        Assert.Equal(404, answer!.Status);
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" }).WaitForAsync();
        await window.GoTo("jobs/00000000-0000-0000-0000-000000000000");
        await window.Page.Locator("[role=alert]").WaitForAsync();
        await window.GoTo("jobs?state=bogus");
        await window.Page.Locator("[role=alert]").WaitForAsync();
    }

    [BrowserFact]
    public async Task Hostile_texts_stay_texts()
    {
        await using var window = await Window.Open(service.Address);
        await window.GoTo($"jobs/{service.Failed}");
        await window.Sees(DashboardService.Hostile);
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "Deliveries" }).WaitForAsync();
        await window.GoTo("jobs?state=failed");
        await window.Sees(DashboardService.Hostile);
        await window.GoTo($"jobs?tag={Uri.EscapeDataString(DashboardService.Hostile)}");
        await window.Page.Locator("table.list tbody tr").WaitForAsync();
        Assert.Empty(window.Faults);
    }

    [BrowserFact]
    public async Task Times_are_in_the_readers_zone_and_tell_the_instant()
    {
        await using var window = await Window.Open(service.Address);
        await window.GoTo($"jobs/{service.Failed}");
        var submitted = (await service.Job(service.Failed)).GetProperty("createdAt").GetDateTimeOffset();
        var shown = window.Page.Locator("dt", new PageLocatorOptions { HasTextString = "Submitted" }).Locator("+ dd time");
        await Assertions.Expect(shown).ToHaveAttributeAsync("title", submitted.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ"));
        await Assertions.Expect(shown).ToContainTextAsync(submitted.ToOffset(TimeSpan.FromHours(9)).ToString("HH:mm:ss"));
    }

    [BrowserFact]
    public async Task The_keyboard_alone_reaches_the_content_and_opens_a_page()
    {
        await using var window = await Window.Open(service.Address);
        await window.GoTo("queues");
        await window.Page.GetByText("To the content").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await window.Page.EvaluateAsync<string>("() => document.activeElement.id"));
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "mail", Exact = true }).FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "Queue mail" }).WaitForAsync();
    }

    private static string Name(string page) => page.Length == 0 ? "overview" : page.Split('?')[0].Replace('/', '-');
}

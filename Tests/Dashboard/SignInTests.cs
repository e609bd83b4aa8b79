using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Dashboard;

/// <summary>Who may see pages where credentials are configured, and what of them.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string AdminKey = "an-admin-key-of-a-test-0123456789abcdef";

    private readonly TempDirectory _data = new();
    private ServiceProcess? _service;

    private ServiceProcess Service => _service!;

    public async Task InitializeAsync()
    {
        if (Browser.Path is null) return;
        _service = await ServiceProcess.Start(_data.Path, $"--Access:AdminKey={AdminKey}");
        _service.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
    }

    public async Task DisposeAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        _data.Dispose();
    }

    [BrowserFact]
    public async Task An_operator_signs_in_sees_what_was_asked_for_changes_something_in_their_own_name_and_signs_out()
    {
        var key = await MakeKey("olga", "jobs:read", "jobs:operate");
        await using var window = await Window.Open(Service.Http.BaseAddress!);
        await window.Page.GotoAsync("dashboard/queues/default?x=1");
        Assert.Empty(await window.Barriers());
        await SignIn(window, "no-such-key-0123456789abcdef0123456789");
        await window.Sees("There is no such key.");
        await SignIn(window, key);
        await window.WhenAlive();
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "Queue default" }).WaitForAsync();
        await window.Button("Pause").ClickAsync();
        await window.Button("Resume").WaitForAsync();
        var audit = await Service.Http.GetFromJsonAsync<JsonElement>("admin/audit?target=/queues/default/pause");
        Assert.Equal("key:olga", audit.GetProperty("entries")[0].GetProperty("actor").GetString());

        await window.Button("Sign out key:olga").ClickAsync();
        await window.Page.GetByLabel("API key or token").WaitForAsync();
        await window.Page.GotoAsync("dashboard/queues");
        await window.Page.GetByLabel("API key or token").WaitForAsync();
    }

    [BrowserFact]
    public async Task Who_may_only_read_sees_no_buttons_that_change_anything()
    {
        var key = await MakeKey("rita", "jobs:read");
        using var schedule = await Service.Http.PutAsJsonAsync("schedules/daily", new { cron = "0 12 * * *", job = new { kind = "noop" } });
        schedule.EnsureSuccessStatusCode();
        await using var window = await Window.Open(Service.Http.BaseAddress!);
        foreach (var page in new[] { "", "jobs", "new-job", "queues", "queues/default", "schedules", "new-schedule", "schedules/daily", "batches", "workers", "zoo", "datasets", "traffic", "movies" })
        {
            await window.Page.GotoAsync($"dashboard/{page}");
            if (page.Length == 0) await SignIn(window, key);
            await window.WhenAlive();
            Assert.Equal(0, await window.Page.Locator("main button, main a.mud-button-root").CountAsync());
            Assert.Equal(0, await window.Page.GetByRole(AriaRole.Link, new() { Name = "Keys" }).CountAsync());
        }

        await window.Page.GotoAsync("dashboard/keys");
        await window.Page.Locator("[role=alert]").WaitForAsync();
    }

    [BrowserFact]
    public async Task A_key_is_made_shown_once_and_revoked_and_an_open_page_of_it_shows_nothing_more()
    {
        await using var window = await Window.Open(Service.Http.BaseAddress!);
        await window.Page.GotoAsync("dashboard/keys");
        await SignIn(window, AdminKey);
        await window.WhenAlive();
        await window.Page.GetByLabel("Name").FillAsync("temporary");
        await window.Button("Make it").ClickAsync();
        var key = await window.Page.Locator(".new-key").InnerTextAsync();

        await using var other = await Window.Open(Service.Http.BaseAddress!);
        await other.Page.GotoAsync("dashboard/queues");
        await SignIn(other, key);
        await other.WhenAlive();
        await window.Button("Revoke temporary").ClickAsync();
        await window.Button("Revoke it").ClickAsync();
        await other.Page.Locator("[role=alert]").WaitForAsync();
        await other.Page.ReloadAsync();
        await other.Page.GetByLabel("API key or token").WaitForAsync();
    }

    [BrowserFact]
    public async Task Orleans_dashboard_knows_who_has_signed_in_and_nobody_else()
    {
        await using var window = await Window.Open(Service.Http.BaseAddress!);
        await window.Page.GotoAsync("dashboard/silos");
        await SignIn(window, AdminKey);
        await window.WhenAlive();
        var shown = await window.Page.GotoAsync("orleans/");
        Assert.Equal(200, shown!.Status);

        // Nor is anything behind its door open once somebody has opened it.
        using var http = new HttpClient { BaseAddress = Service.Http.BaseAddress };
        foreach (var (key, status) in new[] { (null, 401), (await MakeKey("rolf", "jobs:read"), 403), (AdminKey, 200) })
        {
            http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
            foreach (var path in new[] { "orleans/", "orleans/index.min.js", "orleans/DashboardCounters", "orleans/ClusterStats" })
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
                Assert.Equal((path, status), (path, (int)answer.StatusCode));
            }
        }
    }

    [BrowserFact]
    public async Task Another_site_can_neither_sign_anybody_in_nor_use_who_has_signed_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "dashboard/sign-in") { Content = new FormUrlEncodedContent([new("key", AdminKey)]) };
        request.Headers.Add("Origin", "https://evil.example");
        using var refused = await Service.Http.SendAsync(request);
        Assert.Equal(403, (int)refused.StatusCode);

        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Service.Http.BaseAddress };
        using var signed = await http.PostAsync(new Uri("dashboard/sign-in", UriKind.Relative), new FormUrlEncodedContent([new("key", AdminKey), new("to", "//evil.example")]));
        Assert.Equal("/dashboard/", signed.Headers.Location!.OriginalString);
        Assert.All(signed.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("samesite=strict; httponly", cookie, StringComparison.OrdinalIgnoreCase));

        using var json = await http.PostAsJsonAsync("dashboard/sign-in", new { key = AdminKey });
        Assert.Equal(415, (int)json.StatusCode);

        // The cookie is for pages: the interface does not take it.
        using var api = new HttpRequestMessage(HttpMethod.Post, "queues/default/pause");
        api.Headers.Add("Cookie", $"orleansjobs-credentials={AdminKey}");
        using var unknown = await http.SendAsync(api);
        Assert.Equal(401, (int)unknown.StatusCode);
    }

    private static async Task SignIn(Window window, string key)
    {
        await window.Page.GetByLabel("API key or token").FillAsync(key);
        await window.Button("Sign in").ClickAsync();
    }

    private async Task<string> MakeKey(string name, params string[] scopes)
    {
        using var made = await Service.Http.PostAsJsonAsync("admin/keys", new { name, scopes });
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
    }
}

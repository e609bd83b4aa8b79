using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OrleansJobs.Tests.Support;

namespace OrleansJobs.Tests.Dashboard;

/// <summary>A window of a browser, with a profile of its own, which notes all that a page should not do.</summary>
internal sealed class Window : IAsyncDisposable
{
    // It takes longer to start than most tests, and keeps windows apart.
    private static readonly Lazy<Task<IBrowser>> Chromium = new(StartBrowser);

    private readonly List<string> _faults = [];

    private Window(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _faults.Add($"console: {message.Text}");
        };
        page.PageError += (_, error) => _faults.Add($"script: {error}");
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && new Uri(request.Url).Host != "127.0.0.1") _faults.Add($"request: {request.Url}");
        };
        page.Dialog += (_, dialog) => _faults.Add($"dialog: {dialog.Message}");
    }

    public IPage Page { get; }

    /// <summary>What the page did that it should not.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Opens a window.</summary>
    /// <param name="service">The address of the service.</param>
    /// <param name="dark">Whether the system's colours are dark.</param>
    /// <param name="width">In pixels.</param>
    public static async Task<Window> Open(Uri service, bool dark = false, int width = 1280)
    {
        var context = await (await Chromium.Value).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = service.AbsoluteUri,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            TimezoneId = "Asia/Tokyo",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(60_000);
        return new Window(await context.NewPageAsync());
    }

    /// <summary>Goes to a page, and waits until it is alive.</summary>
    public async Task GoTo(string page)
    {
        await Page.GotoAsync($"dashboard/{page}");
        await WhenAlive();
    }

    /// <summary>Waits until the page has its connection to the server.</summary>
    public Task WhenAlive() => OrSays(Page.Locator("main[data-live]").WaitForAsync());

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public Task Sees(string text) => OrSays(Page.GetByText(text).First.WaitForAsync());

    /// <summary>Waits until the page is another one.</summary>
    // Playwright's WaitForURLAsync misses a navigation within the page that comes while it begins to wait.
    public Task Arrives(string address) => OrSays(Assertions.Expect(Page).ToHaveURLAsync(new Regex(address), new PageAssertionsToHaveURLOptions { Timeout = 60_000 }));

    /// <summary>The rules of accessibility that the page breaks: of all, or of some.</summary>
    public async Task<IEnumerable<string>> Barriers(params string[] rules) => (await Page.RunAxe(rules.Length == 0 ? null : new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "rule", Values = [.. rules] } })).Violations
        .Select(one => $"{Page.Url}: {one.Id}: {one.Help} ({string.Join(" | ", one.Nodes.Take(3).Select(node => node.Html))})");

    /// <summary>Whether nothing is to be seen only by scrolling to the side, as soon as the page has taken in how wide the window is.</summary>
    public async Task<bool> Fits()
    {
        try
        {
            await Page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= window.innerWidth + 1", null, new PageWaitForFunctionOptions { Timeout = 10_000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Keeps a picture where ORLEANSJOBS_TEST_PICTURES says, for who wants to look at it.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("ORLEANSJOBS_TEST_PICTURES") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    /// <summary>Waits; if that is in vain, the failure tells what the page shows instead.</summary>
    private async Task OrSays(Task wait)
    {
        try
        {
            await wait;
        }
        catch (Exception late) when (late is TimeoutException or PlaywrightException)
        {
            throw new TimeoutException($"{late.Message}\n{Page.Url} shows:\n{await Page.Locator("body").InnerTextAsync()}\n{string.Join('\n', _faults)}", late);
        }
    }

    public ValueTask DisposeAsync() => Page.Context.DisposeAsync();

    private static async Task<IBrowser> StartBrowser()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Browser.Path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }
}

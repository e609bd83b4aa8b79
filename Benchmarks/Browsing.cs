using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace OrleansJobs.Benchmarks;

/// <summary>
/// The dashboard in a browser: how soon a page is painted and what it loads, how soon lists are there, how soon a job's page tells of a change, and
/// the share of a core that the service takes for open overviews.
/// </summary>
/// <param name="browser">The browser.</param>
/// <param name="url">The service.</param>
/// <param name="pid">Its process.</param>
internal sealed class Browsing(IBrowser browser, Uri url, int pid)
{
    private const int Times = 7;
    private const int Changes = 100;

    // Begins to look before the change is sent.
    private const string WhenChanged =
        "() => { window.changed = new Promise(done => new MutationObserver(() => done()).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true })); }";

    public static async Task Run(string chromium, Uri url, int pid, string[] lists, int overviews, int rate, TimeSpan duration)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var browsing = new Browsing(browser, url, pid);
        await browsing.Paint();
        foreach (var list in lists) await browsing.List(list);
        await browsing.Tell();
        foreach (var open in (int[])[0, 1, 10, overviews, 0, 1, 10, overviews]) await browsing.Open(open, rate, duration);
    }

    private async Task Paint()
    {
        var (paints, bytes) = (new List<double>(), new List<double>());
        for (var time = 0; time < Times; time++)
        {
            await using var cold = await browser.NewContextAsync();
            var page = await cold.NewPageAsync();
            var network = await cold.NewCDPSessionAsync(page);
            var loaded = 0.0;
            network.Event("Network.loadingFinished").OnEvent += (_, finished) => loaded += finished!.Value.GetProperty("encodedDataLength").GetDouble();
            await network.SendAsync("Network.enable");
            await GoTo(page, "");
            paints.Add(await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime"));
            bytes.Add(loaded);
        }

        Console.WriteLine($"overview, nothing cached: painted after {InOrder(paints)} ms; {bytes.Max() / 1_000:0} kB");
    }

    private async Task List(string query)
    {
        var took = new List<double>();
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        for (var time = 0; time < Times; time++)
        {
            var watch = Stopwatch.StartNew();
            await page.GotoAsync(Address($"jobs?{query}"));
            await page.Locator("table.list tbody tr").First.WaitForAsync();
            took.Add(watch.Elapsed.TotalMilliseconds);
        }

        Console.WriteLine($"jobs?{query}: rows after {InOrder(took)} ms");
    }

    private async Task Tell()
    {
        using var service = new Service(url, connections: 1);
        var job = (await service.Post("/jobs", """{"kind": "noop", "delay": "PT12H"}""")).GetProperty("id").GetGuid();
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await GoTo(page, $"jobs/{job}");
        var took = new List<double>();
        for (var change = 1; change <= Changes; change++)
        {
            await page.EvaluateAsync(WhenChanged);
            var watch = Stopwatch.StartNew();
            await service.Patch($"/jobs/{job}", $$"""{"priority": {{change % 97}}}""");
            await page.EvaluateAsync("() => window.changed");
            took.Add(watch.Elapsed.TotalMilliseconds);
            await page.Locator("dd", new() { HasTextString = (change % 97).ToString(CultureInfo.InvariantCulture) }).First.WaitForAsync();
        }

        took.Sort();
        Console.WriteLine($"job's page: tells of a change {took[took.Count / 2]:0} ms after it was sent, p99 {took[took.Count * 99 / 100]:0} ms");
    }

    private async Task Open(int overviews, int rate, TimeSpan duration)
    {
        await using var context = await browser.NewContextAsync();
        for (var number = 0; number < overviews; number++) await GoTo(await context.NewPageAsync(), "");
        using var service = new Service(url, connections: 1);
        var (jobs, time, share) = await Pace.Keep(pid, rate, duration, _ => service.Submit());
        Console.WriteLine($"{overviews} overviews open: {share:P1} of a core at {jobs / time.TotalSeconds:0} jobs/s");
    }

    private async Task GoTo(IPage page, string path)
    {
        await page.GotoAsync(Address(path));
        await page.Locator("main[data-live]").WaitForAsync();
    }

    private string Address(string path) => new Uri(url, $"/dashboard/{path}").AbsoluteUri;

    private static string InOrder(IEnumerable<double> values) => string.Join(", ", values.Order().Select(value => value.ToString("0", CultureInfo.InvariantCulture)));
}

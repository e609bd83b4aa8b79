using Microsoft.Playwright;
using OrleansJobs.Tests.Support;

namespace OrleansJobs.Tests.Dashboard;

/// <summary>What an open page does while the service is away.</summary>
public sealed class ReconnectTests
{
    [BrowserFact]
    public async Task A_page_says_that_the_service_is_away_and_goes_on_when_it_is_back()
    {
        using var data = new TempDirectory();
        var first = await ServiceProcess.Start(data.Path);
        var address = first.Http.BaseAddress!;
        await using var window = await Window.Open(address);
        await window.GoTo("queues");
        await first.DisposeAsync();
        await window.Sees("The connection to the server is lost");
        await using var second = await ServiceProcess.StartAgain(data.Path, address);
        await window.Page.Locator("#components-reconnect-modal[open]").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await window.WhenAlive();
        await window.Sees("default");
    }
}

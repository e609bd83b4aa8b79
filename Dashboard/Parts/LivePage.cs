using Microsoft.AspNetCore.Components;
using OrleansJobs.Client;

namespace OrleansJobs.Dashboard.Parts;

/// <summary>A page that is read again and again while somebody looks at it. When the service does not answer it says so, keeps what it has, and goes on asking.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private bool _isReading;

    private protected LivePage() => Left = _left.Token;

    [Inject]
    private protected OrleansJobsClient Service { get; set; } = null!;

    [Inject]
    private protected TimeProvider Clock { get; set; } = null!;

    /// <summary>Why the last read failed; null: it did not.</summary>
    protected OrleansJobsException? Failure { get; private set; }

    /// <summary>Whether there is anything to show yet.</summary>
    protected bool HasRead { get; private set; }

    /// <summary>Cancelled when the reader goes elsewhere.</summary>
    protected CancellationToken Left { get; }

    /// <summary>How long until the next read.</summary>
    protected virtual TimeSpan Every => TimeSpan.FromSeconds(2);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads all that the page shows.</summary>
    /// <exception cref="OrleansJobsException">It cannot be read.</exception>
    protected abstract Task Read();

    // Another address is another view.
    protected override Task OnParametersSetAsync() => Refresh();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _ = GoOn();
    }

    /// <summary>Reads now.</summary>
    protected async Task Refresh()
    {
        try
        {
            await Read();
            (HasRead, Failure) = (true, null);
        }
        catch (OrleansJobsException failure)
        {
            Failure = failure;
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
        }
    }

    /// <summary>Does something, reads what is so then, and shows why it failed, if it did.</summary>
    protected async Task Do(Func<Task> change)
    {
        try
        {
            await change();
            await Refresh();
        }
        catch (OrleansJobsException failure)
        {
            Failure = failure;
        }
    }

    private async Task GoOn()
    {
        using var ticks = new PeriodicTimer(Every, Clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(Left)) await InvokeAsync(Again);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task Again()
    {
        if (_isReading || Left.IsCancellationRequested) return;
        _isReading = true;
        await Refresh();
        _isReading = false;
        if (!Left.IsCancellationRequested) StateHasChanged();
    }
}

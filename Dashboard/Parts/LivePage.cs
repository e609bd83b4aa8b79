using OrleansJobs.Client;

namespace OrleansJobs.Dashboard.Parts;

/// <summary>A page that is read again and again while somebody looks at it, also while the service does not answer.</summary>
public abstract class LivePage : ServicePage, IDisposable
{
    private readonly CancellationTokenSource _left = new();

    private protected LivePage() => Left = _left.Token;

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
        if (firstRender) _ = Repeat(Every, Again, Left);
    }

    /// <summary>Reads now.</summary>
    protected async Task Refresh()
    {
        try
        {
            if (await TryRead(Read)) HasRead = true;
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
        }
    }

    /// <summary>Does something, reads what is so then, and shows why it failed, if it did.</summary>
    protected async Task Do(Func<Task> change)
    {
        if (await TryDo(change)) await Refresh();
    }

    private async Task Again()
    {
        await Refresh();
        StateHasChanged();
    }
}

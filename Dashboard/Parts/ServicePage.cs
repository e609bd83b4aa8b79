using Microsoft.AspNetCore.Components;
using OrleansJobs.Client;

namespace OrleansJobs.Dashboard.Parts;

/// <summary>A page that asks the service. What fails is shown, and what was read before stays.</summary>
public abstract class ServicePage : ComponentBase
{
    private OrleansJobsException? _refused;
    private OrleansJobsException? _unread;

    [Inject]
    private protected OrleansJobsClient Service { get; set; } = null!;

    [Inject]
    private protected TimeProvider Clock { get; set; } = null!;

    /// <summary>Why what the reader did last was refused, or what the page shows cannot be read; null: neither.</summary>
    protected OrleansJobsException? Failure => _refused ?? _unread;

    /// <summary>Reads something.</summary>
    /// <returns>Whether it could be read.</returns>
    protected async Task<bool> TryRead(Func<Task> read) => (_unread = await FailureOf(read)) is null;

    /// <summary>Does what the reader wants. Why it was refused is shown until they do something else: reads that go on meanwhile do not wipe it away.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> TryDo(Func<Task> change) => (_refused = await FailureOf(change)) is null;

    /// <summary>Does something again and again until the reader goes elsewhere.</summary>
    /// <param name="every">The time from one to the next.</param>
    /// <param name="act">What is done.</param>
    /// <param name="left">Cancelled when the reader goes elsewhere.</param>
    private protected async Task Repeat(TimeSpan every, Func<Task> act, CancellationToken left)
    {
        using var ticks = new PeriodicTimer(every, Clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(left)) await InvokeAsync(act);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static async Task<OrleansJobsException?> FailureOf(Func<Task> what)
    {
        try
        {
            await what();
            return null;
        }
        catch (OrleansJobsException failure)
        {
            return failure;
        }
    }
}

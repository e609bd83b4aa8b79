using Orleans.Concurrency;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Has methods of all kinds.</summary>
internal interface IPlainGrain : IGrainWithStringKey
{
    Task<int> Sum(int a, int b);

    ValueTask<string> Text(string text);

    ValueTask Nothing();

    Task ThrowAtOnce();

    Task<int> ThrowLater();

    ValueTask<int> ThrowValue();

    Task Cancelled();

    [OneWay]
    Task Notify(string gate);

    [OneWay]
    Task NotifyBadly();

    Task<string?> Context(string? change);

    Task<int[]> Change(int[] numbers);
}

internal sealed class PlainGrain(SeenLogs logs) : Grain, IPlainGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (RequestContext.Get("k") is string value) logs.Of(this).Add($"activated under {value}");
        return Task.CompletedTask;
    }

    public Task<int> Sum(int a, int b) => Task.FromResult(a + b);

    public async ValueTask<string> Text(string text)
    {
        await Task.Yield();
        return text;
    }

    public ValueTask Nothing() => default;

    public Task ThrowAtOnce() => throw new NotSupportedException("thrown");

    public async Task<int> ThrowLater()
    {
        await Task.Yield();
        throw new NotSupportedException("thrown");
    }

    public ValueTask<int> ThrowValue() => throw new NotSupportedException("thrown");

    public Task Cancelled() => Task.FromCanceled(new CancellationToken(canceled: true));

    public Task Notify(string gate) => logs.Of(this).Pass(gate);

    public Task NotifyBadly() => ThrowLater();

    public Task<string?> Context(string? change)
    {
        var found = RequestContext.Get("k") as string;
        if (change is not null) RequestContext.Set("k", change);
        return Task.FromResult(found);
    }

    public Task<int[]> Change(int[] numbers)
    {
        numbers[0] = 0;
        return Task.FromResult(numbers);
    }
}

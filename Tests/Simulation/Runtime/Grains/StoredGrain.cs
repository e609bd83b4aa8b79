using Orleans.Concurrency;
using Orleans.Storage;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Has a stored state.</summary>
internal interface IStoredGrain : IGrainWithStringKey
{
    Task<string> Describe();

    Task Set(string text);

    [AlwaysInterleave]
    Task SetBeside(string text);

    Task SetOf(IStoredGrain other, string text);

    Task<int> SetThrice(string first, string second, string last);

    Task<bool> ReadBehindWrite(string text);

    Task Clear();

    Task<string> CatchInconsistency(string text);

    Task<string> OffTurn();
}

internal sealed class StoredGrain : Grain, IStoredGrain
{
    private readonly IPersistentState<Note> _note;
    private readonly SeenLogs _logs;

    public StoredGrain([PersistentState("note")] IPersistentState<Note> note, SeenLogs logs)
    {
        (_note, _logs) = (note, logs);
        logs.Of(this).Add($"in constructor: {note.State?.Text ?? "null"}, {(Refused(() => _ = note.RecordExists) ? "refused" : "?")}");
    }

    public Task<string> Describe() => Task.FromResult($"{_note.State.Text ?? "null"}, stored {_note.RecordExists}, etag {_note.Etag is not null}");

    public Task Set(string text)
    {
        _note.State = new Note { Text = text };
        return _note.WriteStateAsync();
    }

    public Task SetBeside(string text) => Set(text);

    public Task SetOf(IStoredGrain other, string text) => other.Set(text);

    public async Task<int> SetThrice(string first, string second, string last)
    {
        Task[] writes = [Set(first), Set(second), Set(last)];
        await Task.WhenAll(writes);
        return writes.Distinct().Count();
    }

    public async Task<bool> ReadBehindWrite(string text)
    {
        var write = Set(text);
        var read = _note.ReadStateAsync();
        await Task.WhenAll(write, read);
        return _note.State.Text == text;
    }

    public Task Clear() => _note.ClearStateAsync();

    public async Task<string> CatchInconsistency(string text)
    {
        try
        {
            await Set(text);
            return "written";
        }
        catch (InconsistentStateException)
        {
            return "caught";
        }
    }

    /// <summary>What happens on a thread that runs no turn of it.</summary>
    public Task<string> OffTurn()
    {
        var seen = "";
        var thread = new Thread(() => seen =
            $"etag {Refused(() => _ = _note.Etag)}, state {Refused(() => _ = _note.State)}, write {Refused(() => _ = _note.WriteStateAsync())}");
        thread.Start();
        thread.Join();
        return Task.FromResult(seen);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _logs.Of(this).Add($"ended {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    private static bool Refused(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    [GenerateSerializer, Immutable]
    internal sealed record Note
    {
        [Id(0)]
        public string? Text { get; init; }
    }
}

using Orleans;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// One stored state of one activation. Operations run one after the other, in order, each beginning in a later turn
/// than the one that asked for it.
/// </summary>
/// <remarks>
/// A write or clear that finds another of its kind at the end of the queue, not yet begun, becomes one with it; so
/// writes asked for while one is under way cost a single further write. A read behind an operation that succeeded does
/// not ask the storage, nor does a clear behind a clear. Operations with a token never become one with others.
/// </remarks>
internal sealed class PersistentState<T> : IPersistentState<T>, ILifecycleObserver
{
    private readonly Activation _activation;
    private readonly string _name;
    private readonly IGrainStorage _storage;
    private GrainState<T>? _record;
    private bool _isRead;
    private Operation? _last; // newest, while it is not finished

    public PersistentState(Activation activation, string name, IGrainStorage storage)
    {
        _activation = activation;
        _name = name;
        _storage = storage;
        activation.ObservableLifecycle.Subscribe(name, GrainLifecycleStage.SetupState, this);
    }

    private enum Kind
    {
        Read,
        Write,
        Clear,
    }

    public T State
    {
        get
        {
            _activation.ThrowIfOutOfTurn();
            return _record is null ? default! : _record.State!;
        }

        set
        {
            _activation.ThrowIfOutOfTurn();
            Record.State = value;
        }
    }

    public string? Etag => _record?.ETag;

    public bool RecordExists => _isRead
        ? Record.RecordExists
        : throw new InvalidOperationException($"State '{_name}' has not been read yet.");

    private GrainState<T> Record => _record ??= new GrainState<T>(FreshState.Of<T>());

    public Task ReadStateAsync() => Enqueue(Kind.Read, default);

    public Task WriteStateAsync() => Enqueue(Kind.Write, default);

    public Task ClearStateAsync() => Enqueue(Kind.Clear, default);

    Task IStorage.ReadStateAsync(CancellationToken cancellationToken) => Enqueue(Kind.Read, cancellationToken);

    Task IStorage.WriteStateAsync(CancellationToken cancellationToken) => Enqueue(Kind.Write, cancellationToken);

    Task IStorage.ClearStateAsync(CancellationToken cancellationToken) => Enqueue(Kind.Clear, cancellationToken);

    Task ILifecycleObserver.OnStart(CancellationToken cancellationToken) => ReadStateAsync();

    Task ILifecycleObserver.OnStop(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task Enqueue(Kind kind, CancellationToken token)
    {
        _activation.ThrowIfOutOfTurn();
        if (kind != Kind.Read && !token.CanBeCanceled && _last is { Begun: false } last && last.Kind == kind && !last.Token.CanBeCanceled)
            return last.Done;
        var operation = new Operation(kind, token);
        var before = _last;
        _last = operation;
        return operation.Done = Run(operation, before);
    }

    private async Task Run(Operation operation, Operation? before)
    {
        await Task.Yield();
        try
        {
            if (before is not null)
                await before.Done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            operation.Begun = true;
            if (IsNeedless(operation.Kind, before))
                _isRead = true;
            else
                await Store(operation);
        }
        finally
        {
            if (_last == operation)
                _last = null;
        }
    }

    private static bool IsNeedless(Kind kind, Operation? before) =>
        before is { Done.IsCompletedSuccessfully: true }
        && (kind == Kind.Read || (kind == Kind.Clear && before.Kind == Kind.Clear));

    private async Task Store(Operation operation)
    {
        try
        {
            await (operation.Kind switch
            {
                Kind.Read => _storage.ReadStateAsync(_name, _activation.GrainId, Record, operation.Token),
                Kind.Write => _storage.WriteStateAsync(_name, _activation.GrainId, Record, operation.Token),
                _ => _storage.ClearStateAsync(_name, _activation.GrainId, Record, operation.Token),
            });
            _isRead |= operation.Kind == Kind.Read;
        }
        catch (Exception exception) when (exception is not OrleansException
            && !(exception is OperationCanceledException && operation.Token.IsCancellationRequested))
        {
            throw new OrleansException(
                $"Storage {_storage.GetType().Name}: {operation.Kind} of state '{_name}' of {_activation.GrainId} failed: {exception.Message}",
                exception);
        }
    }

    private sealed class Operation(Kind kind, CancellationToken token)
    {
        public Kind Kind => kind;

        public CancellationToken Token => token;

        public bool Begun { get; set; }

        public Task Done { get; set; } = Task.CompletedTask;
    }
}

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// Runs tasks one at a time, in order, on an <see cref="ITurnExecutor"/>. Every activation has one, so an <c>await</c>
/// in a grain comes back to it. Code outside of grains may use one of its own to stay on the same executor.
/// </summary>
/// <remarks>
/// Invariants: the scheduler is at the executor exactly while <c>_scheduled</c>; only the thread it was given runs
/// its turns. None runs once the silo it belongs to has been killed. A turn starts with the executor's execution context and no synchronization context.
/// </remarks>
public sealed class TurnScheduler : TaskScheduler, IThreadPoolWorkItem
{
    private static readonly Action<object?> RunMailbox = static activation => ((Activation)activation!).RunMailbox();

    private readonly ITurnExecutor _executor;
    private readonly SiloCore? _silo;
    private readonly Queue<object?> _turns = new(); // of Task, Action, GrainCall; null: the mailbox
    private bool _scheduled;

    public TurnScheduler(ITurnExecutor executor)
        : this(executor, null, null)
    {
    }

    internal TurnScheduler(ITurnExecutor executor, SiloCore? silo, Activation? owner)
    {
        _executor = executor;
        _silo = silo;
        Owner = owner;
    }

    public override int MaximumConcurrencyLevel => 1;

    internal Activation? Owner { get; }

    private bool IsDead => _silo is { Phase: SiloPhase.Killed };

    /// <summary>Lets the owner start calls, in a turn of its own.</summary>
    internal void QueueMailbox() => Enqueue(null);

    /// <summary>Runs an action in a turn that carries nothing of this caller's execution context.</summary>
    internal void QueueAction(Action action) => Enqueue(action);

    /// <summary>Lets what waits for the call's answer go on, in turns of its own.</summary>
    internal void QueueAnswer(GrainCall settled) => Enqueue(settled);

    protected override void QueueTask(Task task) => Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        RuntimeContext.Turns == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_turns)
            return [.. _turns.OfType<Task>()];
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (IsDead)
            return;
        var outer = SynchronizationContext.Current;
        if (outer is not null)
            SynchronizationContext.SetSynchronizationContext(null);
        RuntimeContext.Turns = this;
        try
        {
            RunTurns(_executor.TurnsAtOnce);
        }
        finally
        {
            RuntimeContext.Turns = null;
            if (outer is not null)
                SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void Enqueue(object? turn)
    {
        if (IsDead)
            return;
        lock (_turns)
        {
            _turns.Enqueue(turn);
            if (_scheduled)
                return;
            _scheduled = true;
        }
        _executor.Execute(this);
    }

    private void RunTurns(int count)
    {
        for (var left = count; left > 0; left--)
        {
            if (!TryDequeue(out var turn))
                return;
            Run(turn);
            if (IsDead)
                return;
        }
        _executor.Execute(this);
    }

    private void Run(object? turn)
    {
        switch (turn)
        {
            case null:
                new Task(RunMailbox, Owner).RunSynchronously(this);
                break;
            case Action action:
                new Task(action).RunSynchronously(this);
                break;
            case GrainCall settled:
                settled.Answer();
                break;
            default:
                TryExecuteTask((Task)turn);
                break;
        }
    }

    private bool TryDequeue(out object? turn)
    {
        lock (_turns)
        {
            _scheduled = _turns.TryDequeue(out turn);
            return _scheduled;
        }
    }
}

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// Runs tasks one at a time, in order, on an <see cref="ITurnExecutor"/>. Every activation has one, so an <c>await</c>
/// in a grain comes back to it. Code outside of grains may use one of its own to stay on the same executor.
/// </summary>
/// <remarks>
/// Invariant: the scheduler is at the executor as often as there are turns in its queue, so that the executor chooses anew
/// between any two, and sees from where each comes. None runs once the silo it belongs to has been killed.
/// </remarks>
internal sealed class TurnScheduler : TaskScheduler, IWorkItemScheduler
{
    [ThreadStatic]
    private static TurnScheduler? _current;

    private readonly ITurnExecutor _executor;
    private readonly Activation? _owner;
    private readonly Queue<object> _turns = new(); // of Task and Action
    private readonly Action _runNext;

    /// <param name="executor">Where it runs.</param>
    /// <param name="owner">Whose turns they are; null for code outside of grains.</param>
    public TurnScheduler(ITurnExecutor executor, Activation? owner = null)
    {
        _executor = executor;
        _owner = owner;
        _runNext = RunNext;
    }

    public override int MaximumConcurrencyLevel => 1;

    private bool IsDead => _owner is { Silo.Phase: SiloPhase.Killed };

    /// <summary>Runs an action in a turn that carries nothing of this caller's execution context.</summary>
    public void QueueAction(Action action) => Enqueue(action);

    public void QueueAction(Action<object> action, object state) => Enqueue(() => action(state));

    void IWorkItemScheduler.QueueTask(Task task) => task.Start(this);

    protected override void QueueTask(Task task) => Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => _current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _turns.OfType<Task>();

    private void Enqueue(object turn)
    {
        if (IsDead)
            return;
        _executor.Execute(_runNext);
        _turns.Enqueue(turn);
    }

    private void RunNext()
    {
        if (IsDead)
            return;
        _current = this;
        OrleansInternals.CurrentContext = _owner;
        try
        {
            Run(_turns.Dequeue());
        }
        finally
        {
            _current = null;
            OrleansInternals.CurrentContext = null;
        }
    }

    private void Run(object turn)
    {
        if (turn is Task task)
            TryExecuteTask(task);
        else
            new Task((Action)turn).RunSynchronously(this);
    }
}

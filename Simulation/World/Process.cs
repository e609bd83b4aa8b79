using OrleansJobs.Simulation.Runtime;

namespace OrleansJobs.Simulation.World;

/// <summary>
/// One process of the simulated machines: the turns and timers of its silo and of the code around it. When it dies, nothing
/// of it happens any more; while it stands still, all of it waits.
/// </summary>
internal sealed class Process : ITurnExecutor
{
    private readonly SimulatedWorld _world;
    private readonly List<Action> _held = [];
    private readonly TaskFactory _main;

    public Process(SimulatedWorld world, string name)
    {
        _world = world;
        Name = name;
        Number = world.NextProcessNumber();
        Clock = new ProcessClock(world, this);
        _main = Tasks();
    }

    public string Name { get; }

    public int Number { get; }

    public ProcessClock Clock { get; }

    public bool IsDead { get; private set; }

    /// <summary>Whether, at its death, a part of its commit under way takes effect.</summary>
    public bool TearsBatch { get; private set; }

    public bool StandsStill { get; private set; }

    public void Execute(Action turn)
    {
        if (!IsDead) _world.Ready(this, turn);
    }

    /// <summary>Begins code outside of grains; what it awaits comes back into this process.</summary>
    public Task<T> Begin<T>(Func<Task<T>> code) => _main.StartNew(code).Unwrap();

    /// <inheritdoc cref="Begin{T}"/>
    public Task Begin(Func<Task> code) => _main.StartNew(code).Unwrap();

    /// <summary>Begins code with turns of its own, beside all other code of the process.</summary>
    public Task<T> BeginApart<T>(Func<Task<T>> code) => Tasks().StartNew(code).Unwrap();

    public void Begin(Action code) => _ = _main.StartNew(code);

    public void Die(bool tearsBatch = false)
    {
        TearsBatch = tearsBatch;
        IsDead = true;
    }

    /// <summary>Nothing of the process happens until <see cref="GoOn"/>.</summary>
    public void StandStill() => StandsStill = true;

    public void GoOn()
    {
        StandsStill = false;
        foreach (var turn in _held) _world.Ready(this, turn);
        _held.Clear();
    }

    /// <summary>Keeps the turn back while the process stands still.</summary>
    public bool TryHold(Action turn)
    {
        if (StandsStill) _held.Add(turn);
        return StandsStill;
    }

    private TaskFactory Tasks() => new(
        CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskContinuationOptions.None, new TurnScheduler(this));
}

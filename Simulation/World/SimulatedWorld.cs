using System.Runtime.CompilerServices;

namespace OrleansJobs.Simulation.World;

/// <summary>
/// One thread, one clock and one list of what can happen next. A step is one turn of one process, chosen by the seed from
/// all turns that are ready, or one event whose time has come. Nothing else happens anywhere.
/// </summary>
/// <remarks>
/// A turn takes a little time, so that events come between the turns of a burst. Whoever uses the world from another thread
/// than the one that steps it has left the simulation (by the thread pool, a timer of the system): that ends the run.
/// </remarks>
internal sealed class SimulatedWorld(ulong seed, Trace trace)
{
    private readonly PriorityQueue<Event, (long Due, long Number)> _events = new();
    private readonly List<(Process Process, Action Turn)> _ready = [];
    private readonly Chance _choice = Chance.Of(seed, "turns");
    private readonly Thread _thread = Thread.CurrentThread;
    private Exception? _failure;
    private long _eventNumber;
    private int _processes;

    /// <summary>Time since the world began, in ticks of 100 ns. Only grows.</summary>
    public long Now { get; private set; }

    /// <summary>Turns that have run.</summary>
    public long Turns { get; private set; }

    public TimeSpan Elapsed => new(Now);

    public ulong Seed => seed;

    /// <summary>Told after each turn.</summary>
    public Action? AfterTurn { get; set; }

    public int NextProcessNumber() => _processes++;

    /// <summary>Does something after a while.</summary>
    /// <returns>Takes it back, if it has not happened by then.</returns>
    public Event After(TimeSpan wait, Action action)
    {
        CheckThread();
        var due = wait > TimeSpan.Zero ? Now + wait.Ticks : Now;
        var happening = new Event(action);
        _events.Enqueue(happening, (due, _eventNumber++));
        return happening;
    }

    public void Ready(Process process, Action turn)
    {
        CheckThread();
        _ready.Add((process, turn));
    }

    /// <summary>Ends the run: the next step throws this. For code whose own exceptions others would catch.</summary>
    public void Fail(Exception failure) => _failure ??= failure;

    public void Note(string what) => trace.Note(Now, what);

    /// <summary>Whether somebody reads the trace.</summary>
    public bool IsRead => trace.IsRead;

    /// <summary>Shows something to the reader of the trace, if there is one.</summary>
    public void Tell(string what) => trace.Tell(Now, what);

    /// <summary>One turn or one event.</summary>
    /// <returns>False if nothing can happen any more.</returns>
    public bool Step()
    {
        ThrowIfFailed();
        if (_events.TryPeek(out var next, out var at) && at.Due <= Now)
        {
            _events.Dequeue();
            Run(next);
        }
        else if (_ready.Count > 0)
        {
            RunTurn();
        }
        else if (next is null)
        {
            return false;
        }
        else
        {
            Now = at.Due;
        }

        ThrowIfFailed();
        return true;
    }

    public void ThrowIfFailed()
    {
        if (_failure is not null) throw _failure;
    }

    public void CheckThread([CallerMemberName] string member = "")
    {
        if (Thread.CurrentThread == _thread) return;
        var escaped = new EscapedException($"{member} was called from another thread: something left the simulation.");
        Fail(escaped);
        throw escaped;
    }

    private void Run(Event happening)
    {
        if (happening.IsCancelled) return;
        trace.Step(Now, -1, 0);
        happening.Action();
    }

    private void RunTurn()
    {
        var choice = _choice.Below(_ready.Count);
        var (process, turn) = _ready[choice];
        _ready[choice] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        if (process.IsDead) return;
        if (process.TryHold(turn)) return;
        trace.Step(Now, process.Number, choice);
        turn();
        Turns++;
        Now += _choice.Between(TimeSpan.FromMicroseconds(1), TimeSpan.FromMicroseconds(60)).Ticks;
        AfterTurn?.Invoke();
    }

    /// <summary>Something that will happen at its time.</summary>
    internal sealed class Event(Action action)
    {
        public Action Action => action;

        public bool IsCancelled { get; private set; }

        public void Cancel() => IsCancelled = true;
    }
}

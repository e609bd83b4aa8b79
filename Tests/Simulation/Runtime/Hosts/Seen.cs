namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>
/// What the grains of one test have done, in order, and the gates at which they wait. A gate is open from its first opening on.
/// </summary>
public sealed class Seen
{
    private readonly Lock _lock = new();
    private readonly List<string> _entries = [];
    private readonly Dictionary<string, TaskCompletionSource> _gates = [];
    private readonly List<(string Entry, int Times, TaskCompletionSource Signal)> _waiters = [];

    public string[] All
    {
        get
        {
            lock (_lock) return [.. _entries];
        }
    }

    public void Add(string entry)
    {
        List<TaskCompletionSource> signals;
        lock (_lock)
        {
            _entries.Add(entry);
            signals = [.. _waiters.Where(waiter => waiter.Entry == entry && waiter.Times <= Times(entry)).Select(waiter => waiter.Signal)];
            _waiters.RemoveAll(waiter => signals.Contains(waiter.Signal));
        }

        signals.ForEach(signal => signal.SetResult());
    }

    public int Count(string entry)
    {
        lock (_lock) return Times(entry);
    }

    /// <summary>Completes when the entry is there so many times.</summary>
    public Task Until(string entry, int times = 1)
    {
        lock (_lock)
        {
            if (Times(entry) >= times) return Task.CompletedTask;
            var signal = new TaskCompletionSource();
            _waiters.Add((entry, times, signal));
            return signal.Task;
        }
    }

    /// <summary>Writes down that it has come, waits for the gate, and writes down that it goes.</summary>
    public async Task Pass(string gate)
    {
        Add($"{gate} in");
        await Opened(gate);
        Add($"{gate} out");
    }

    public void Open(params ReadOnlySpan<string> gates)
    {
        foreach (var gate in gates) Gate(gate).TrySetResult();
    }

    public Task Opened(string gate) => Gate(gate).Task;

    private int Times(string entry) => _entries.Count(seen => seen == entry);

    private TaskCompletionSource Gate(string name)
    {
        lock (_lock)
        {
            if (!_gates.TryGetValue(name, out var gate)) _gates[name] = gate = new TaskCompletionSource();
            return gate;
        }
    }
}

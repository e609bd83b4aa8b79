using System.Collections.Concurrent;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>
/// What a test's grains have done, in order, and the gates at which they wait. A gate is open from its first opening on.
/// </summary>
internal sealed class Seen
{
    private readonly ConcurrentQueue<string> _entries = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    public string[] All => [.. _entries];

    public void Add(string entry) => _entries.Enqueue(entry);

    public int Count(string entry) => _entries.Count(e => e == entry);

    public void Clear() => _entries.Clear();

    /// <summary>Writes down that it has come, waits for the gate, and writes down that it goes.</summary>
    public async Task Pass(string gate)
    {
        Add($"{gate} in");
        await Gate(gate).Task;
        Add($"{gate} out");
    }

    public void Open(string gate) => Gate(gate).TrySetResult();

    public Task Opened(string gate) => Gate(gate).Task;

    private TaskCompletionSource Gate(string name) => _gates.GetOrAdd(name, _ => new());
}

using OrleansJobs.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Runs turns on the test's own thread, when the test says so, in order or as a seed chooses.</summary>
internal sealed class StepExecutor(int? seed = null) : ITurnExecutor
{
    private readonly List<Action> _waiting = [];
    private readonly Random? _choice = seed is { } s ? new Random(s) : null;

    public void Execute(Action turn) => _waiting.Add(turn);

    /// <summary>Until nothing more can run without time or the test going on.</summary>
    public void RunAll()
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // What a turn awaits comes back to its own scheduler.
        for (var steps = 0; _waiting.Count > 0; steps++)
        {
            Assert.True(steps < 1_000_000, "The turns do not come to an end.");
            var position = _choice?.Next(_waiting.Count) ?? 0;
            var turn = _waiting[position];
            _waiting.RemoveAt(position);
            turn();
        }

        SynchronizationContext.SetSynchronizationContext(outer);
    }
}

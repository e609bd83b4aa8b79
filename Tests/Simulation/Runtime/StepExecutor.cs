using OrleansJobs.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Runs turns on the test's own thread, when the test says so, in order or as a seed chooses.</summary>
internal sealed class StepExecutor(int? seed = null) : ITurnExecutor
{
    private readonly List<IThreadPoolWorkItem> _waiting = [];
    private readonly Random? _choice = seed is { } s ? new Random(s) : null;

    public int TurnsAtOnce => 1;

    public void Execute(IThreadPoolWorkItem turns)
    {
        lock (_waiting)
            _waiting.Add(turns);
    }

    /// <summary>Until nothing more can run without time or the test going on.</summary>
    public void RunAll()
    {
        for (var steps = 0; Take() is { } turns; steps++)
        {
            Assert.True(steps < 1_000_000, "The turns do not come to an end.");
            turns.Execute();
        }
    }

    private IThreadPoolWorkItem? Take()
    {
        lock (_waiting)
        {
            if (_waiting.Count == 0)
                return null;
            var position = _choice?.Next(_waiting.Count) ?? 0;
            var turns = _waiting[position];
            _waiting.RemoveAt(position);
            return turns;
        }
    }
}

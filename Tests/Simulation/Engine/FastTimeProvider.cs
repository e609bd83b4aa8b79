using OrleansJobs.Simulation.Real;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>A clock that runs ten times as fast as the real one, and can be set.</summary>
internal sealed class FastTimeProvider() : FastClock(System, System.GetUtcNow())
{
    /// <summary>By how much the clock has been set. Does not touch timers and time stamps, as with a real one.</summary>
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}

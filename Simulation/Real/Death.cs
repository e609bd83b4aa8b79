using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Real;

/// <summary>When a process kills itself with SIGKILL, which nothing in it can see coming: at one of its writes of jobs.</summary>
internal sealed class Death(Chance chance)
{
    private readonly int _write = chance.From(1, 20);
    private readonly Moment _moment = (Moment)chance.Below(3);
    private int _writes;

    /// <summary>Where in a write.</summary>
    public enum Moment
    {
        /// <summary>Before the store hears of it.</summary>
        Before,

        /// <summary>While its commit is under way.</summary>
        During,

        /// <summary>After the commit, before anybody is told.</summary>
        After,
    }

    /// <summary>Ends the process at once.</summary>
    public static void Die()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        self.Kill();
    }

    /// <summary>Counts a write.</summary>
    /// <returns>Where in it the process dies; null if it does not.</returns>
    public Moment? Next() => Interlocked.Increment(ref _writes) == _write ? _moment : null;
}

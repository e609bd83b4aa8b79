namespace OrleansJobs.Simulation.Traffic;

/// <summary>Lets a handler kill the process that it runs in.</summary>
internal sealed class SuicideNote(Action kill)
{
    /// <summary>Does not come back.</summary>
    public Task Die()
    {
        kill();
        return new TaskCompletionSource().Task;
    }
}

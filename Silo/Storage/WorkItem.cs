namespace OrleansJobs.Silo.Storage;

/// <summary>Something to be committed, and somebody who waits for it.</summary>
internal abstract class WorkItem
{
    /// <summary>Tells the one who waits that it is on disk.</summary>
    public abstract void Acknowledge();

    /// <summary>Tells the one who waits that it failed.</summary>
    public abstract void Fail(Exception error);
}

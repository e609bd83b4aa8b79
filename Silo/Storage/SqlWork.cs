namespace OrleansJobs.Silo.Storage;

/// <summary>Statements to be run in the writer's transaction. They may be run again after a rollback: no other effects.</summary>
internal abstract class SqlWork : WorkItem
{
    public abstract void Run(Session session, CountDeltas counts);
}

namespace OrleansJobs.Silo.Embedded;

/// <summary>Undoes what a turn left in the execution context of its thread, so that nothing flows into the next.</summary>
internal static class CleanContext
{
    public static void Restore(ExecutionContext? clean)
    {
        if (clean is not null && ExecutionContext.Capture() != clean)
            ExecutionContext.Restore(clean);
    }
}

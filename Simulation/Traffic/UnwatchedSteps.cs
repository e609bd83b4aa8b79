namespace OrleansJobs.Simulation.Traffic;

/// <summary>For runs in which nobody looks.</summary>
internal sealed class UnwatchedSteps : IStepWatch
{
    public void OnStep(Guid job, string name, string value)
    {
    }

    public void OnValue(Guid job, string name, string? value)
    {
    }

    public void OnChildren(Guid job, Guid batch, int count)
    {
    }

    public void OnAwait(Guid job, string name)
    {
    }

    public void OnSignal(Guid job, string name, string? value)
    {
    }
}

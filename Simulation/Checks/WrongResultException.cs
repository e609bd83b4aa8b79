namespace OrleansJobs.Simulation.Checks;

/// <summary>A promise of the engine was broken.</summary>
internal sealed class WrongResultException(string checker, string what) : Exception($"{checker}: {what}")
{
    public string Checker => checker;
}

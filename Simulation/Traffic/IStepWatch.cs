namespace OrleansJobs.Simulation.Traffic;

/// <summary>Told of each run of a job's step.</summary>
internal interface IStepWatch
{
    /// <summary>A step begins to run, and gives this value.</summary>
    void OnStep(Guid job, string name, string value);

    /// <summary>The handler has got a value of a step, run or stored.</summary>
    void OnValue(Guid job, string name, string? value);

    /// <summary>The handler has got the ends of so many jobs to which it has fanned out.</summary>
    void OnChildren(Guid job, Guid batch, int count);

    /// <summary>The handler is about to ask for a signal.</summary>
    void OnAwait(Guid job, string name);

    /// <summary>It has got the signal's value, or, if that is null, its time was over.</summary>
    void OnSignal(Guid job, string name, string? value);
}

namespace OrleansJobs.Simulation.Traffic;

/// <summary>Told of each run of a job's step.</summary>
internal interface IStepWatch
{
    /// <summary>A step begins to run, and gives this value.</summary>
    void OnStep(Guid job, string name, string value);

    /// <summary>The handler has got a value of a step, run or stored.</summary>
    void OnValue(Guid job, string name, string? value);
}

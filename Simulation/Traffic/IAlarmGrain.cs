namespace OrleansJobs.Simulation.Traffic;

/// <summary>Submits a job at every tick of a reminder.</summary>
internal interface IAlarmGrain : IGrainWithStringKey
{
    /// <summary>Sets the reminder.</summary>
    Task Set(TimeSpan period);
}

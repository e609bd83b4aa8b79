namespace Orleans.Runtime;

/// <summary>Questions about the silo, answered by the grain with key 0. A subset of Orleans' members.</summary>
public interface IManagementGrain : IGrainWithIntegerKey
{
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics();

    Task<int> GetTotalActivationCount();

    /// <summary>Deactivates what has been idle for this long, except where deactivation was delayed.</summary>
    Task ForceActivationCollection(TimeSpan ageLimit);
}

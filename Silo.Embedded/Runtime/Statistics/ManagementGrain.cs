using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Silo.Embedded;

/// <inheritdoc cref="IManagementGrain"/>
internal sealed class ManagementGrain : Grain, IManagementGrain
{
    private readonly SiloCore _silo;

    public ManagementGrain(EmbeddedSilo silo) => _silo = silo.Core;

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() => Task.FromResult<SimpleGrainStatistic[]>(
        [.. _silo.Classes.All.Where(c => c.Activations > 0).Select(c => new SimpleGrainStatistic
        {
            GrainType = $"{c.Class.FullName},{c.Class.Assembly.GetName().Name}",
            ActivationCount = c.Activations,
        })]);

    public Task<int> GetTotalActivationCount() => Task.FromResult(_silo.Classes.All.Sum(c => c.Activations));

    public Task ForceActivationCollection(TimeSpan ageLimit)
    {
        _silo.Collector.Collect(ageLimit);
        return Task.CompletedTask;
    }
}

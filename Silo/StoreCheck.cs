using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Silo;

/// <summary>Not ready while a write could not be committed.</summary>
internal sealed class StoreCheck(IStoreHealth store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await store.IsReachable(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("cannot be written to");
}

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansJobs.WebFrontend.Clustering;

/// <summary>A web process without a silo of its own is not ready while no silo answers it.</summary>
internal sealed class ClusterReached(IGrainFactory grains) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await grains.GetGrain<IKindsGrain>(0).List().WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error.IsUnanswered())
        {
            return HealthCheckResult.Unhealthy("no silo answers");
        }
    }
}

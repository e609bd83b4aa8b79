using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo;

/// <summary>Not ready before the silo is active, and when it stops.</summary>
internal sealed class EngineCheck(StartGate gate) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(gate.IsOpen ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("starts no jobs now"));
}

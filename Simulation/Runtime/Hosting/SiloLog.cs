using Microsoft.Extensions.Logging;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>What a silo writes to its log.</summary>
internal sealed partial class SiloLog(ILogger<SimulatedSilo> logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1, LogLevel.Warning, "Activation of {Grain} failed; those who wait get the exception")]
    public partial void ActivationFailed(Exception exception, GrainId grain);

    [LoggerMessage(2, LogLevel.Warning, "While {Grain} was deactivated, {Part} failed; the deactivation goes on")]
    public partial void DeactivationFailed(Exception exception, GrainId grain, string part);

    [LoggerMessage(3, LogLevel.Warning, "{Call}, for which nobody waits, failed")]
    public partial void OneWayCallFailed(Exception exception, GrainCall call);
}

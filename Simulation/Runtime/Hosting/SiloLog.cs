using Microsoft.Extensions.Logging;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>What a silo writes to its log, and tells a watch.</summary>
internal sealed partial class SiloLog(ILogger<SimulatedSilo> logger, IFailureWatch? watch = null)
{
    private readonly ILogger _logger = logger;

    public void StartFailed(Exception exception, string silo)
    {
        LogStartFailed(exception, silo);
        watch?.OnFailure($"the start of {silo}", exception);
    }

    public void ActivationFailed(Exception exception, GrainId grain)
    {
        LogActivationFailed(exception, grain);
        watch?.OnFailure($"the activation of {grain}", exception);
    }

    public void CallFailed(Exception exception, GrainCall call)
    {
        if (call.IsOneWay)
            LogOneWayCallFailed(exception, call);
        watch?.OnFailure($"{call}", exception);
    }

    [LoggerMessage(1, LogLevel.Warning, "While {Grain} was deactivated, {Part} failed; the deactivation goes on")]
    public partial void DeactivationFailed(Exception exception, GrainId grain, string part);

    [LoggerMessage(2, LogLevel.Error, "{Silo} could not start")]
    private partial void LogStartFailed(Exception exception, string silo);

    [LoggerMessage(3, LogLevel.Warning, "Activation of {Grain} failed; those who wait get the exception")]
    private partial void LogActivationFailed(Exception exception, GrainId grain);

    [LoggerMessage(4, LogLevel.Warning, "{Call}, for which nobody waits, failed")]
    private partial void LogOneWayCallFailed(Exception exception, GrainCall call);
}

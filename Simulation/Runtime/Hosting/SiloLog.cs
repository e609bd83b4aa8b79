using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>What a silo writes to its log.</summary>
internal sealed partial class SiloLog(ILogger<EmbeddedSilo> logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1, LogLevel.Information, "Silo {Silo} has started with {Count} grain classes")]
    public partial void Started(string silo, int count);

    [LoggerMessage(2, LogLevel.Information, "Silo {Silo} has stopped")]
    public partial void Stopped(string silo);

    [LoggerMessage(3, LogLevel.Warning, "Stopping {Part} failed; the silo's stop goes on")]
    public partial void StopFailed(Exception exception, string part);

    [LoggerMessage(4, LogLevel.Warning, "Activation of {Grain} failed; those who wait get the exception")]
    public partial void ActivationFailed(Exception exception, GrainId grain);

    [LoggerMessage(5, LogLevel.Warning, "While {Grain} was deactivated, {Part} failed; the deactivation goes on")]
    public partial void DeactivationFailed(Exception exception, GrainId grain, string part);

    [LoggerMessage(6, LogLevel.Warning, "A timer tick of {Grain} failed; the timer goes on")]
    public partial void TimerTickFailed(Exception exception, GrainId grain);

    [LoggerMessage(7, LogLevel.Warning, "A tick of reminder {Reminder} of {Grain} failed; the next one comes")]
    public partial void ReminderTickFailed(Exception exception, string reminder, GrainId grain);

    [LoggerMessage(8, LogLevel.Warning, "One-way call {Call} failed; nobody is told")]
    public partial void OneWayCallFailed(Exception exception, GrainCall call);

    [LoggerMessage(9, LogLevel.Error, "A sweep failed; the next one comes")]
    public partial void SweepFailed(Exception exception);
}

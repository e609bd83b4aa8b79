using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Opens this host for attempts when the silo is active, and before grains are deactivated stops those that run: a
/// deactivation would wait for them. Handlers get a little time to finish; the rest are recorded as interrupted. In a process
/// with a host they are stopped as soon as that is told to, before it waits for anything else.
/// </summary>
internal sealed class Drain(
    StartGate gate, AttemptRegistry attempts, TimeProvider time, IOptions<AttemptOptions> options, IHostApplicationLifetime? host = null)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(Drain), ServiceLifecycleStage.Active, Start, Stop);

    private Task Start(CancellationToken cancellationToken)
    {
        gate.Open();
        host?.ApplicationStopping.Register(Interrupt);
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        Interrupt();
        try
        {
            await attempts.WhenEmpty().InTurn().WaitAsync(options.Value.StopPatience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            foreach (var attempt in attempts.All()) attempt.Abandon();
            await attempts.WhenEmpty().InTurn().WaitAsync(cancellationToken);
        }
    }

    private void Interrupt()
    {
        gate.Close();
        foreach (var attempt in attempts.All()) attempt.Stop(StopReason.Interrupted);
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Opens this host for attempts when the silo is active, and drains it when somebody asks for that, and before grains are
/// deactivated: a deactivation would wait for the attempts that run. In a process with a host that begins as soon as the host is
/// told to stop, before it waits for anything else.
/// </summary>
/// <remarks>
/// No attempt starts; those that run may end until the grace time is over. Then handlers are told to stop, and get a little time for it; the
/// rest are recorded as interrupted. Their jobs go back to their queues and use no retry.
/// </remarks>
public sealed partial class Drain(
    StartGate gate, AttemptRegistry attempts, TimeProvider time, IOptions<AttemptOptions> options, ILogger<Drain> logger, IHostApplicationLifetime? host = null)
    : ILifecycleParticipant<ISiloLifecycle>
{
    // How often to look for attempts whose start was being committed when the others were left alone.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private IDisposable? _nextStep;
    private DateTimeOffset? _until;
    private bool _isStopping;

    /// <summary>Until when attempts may run on; null while the host is not drained.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            lock (_lock) return _until;
        }
    }

    /// <summary>How many attempts run here.</summary>
    public int Running => attempts.Count;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(Drain), ServiceLifecycleStage.Active, Start, Stop);

    /// <summary>Lets no attempt start, and interrupts after the grace time those that still run. Asked again, the new grace time holds.</summary>
    public void Begin(TimeSpan grace)
    {
        lock (_lock)
        {
            if (!_isStopping) Close(grace);
        }
    }

    /// <summary>Lets attempts start again. What was interrupted stays so; the queues start it anew.</summary>
    public void TakeBack()
    {
        lock (_lock)
        {
            if (_isStopping || _until is null) return;
            _nextStep?.Dispose();
            _until = null;
            gate.Open();
        }
    }

    /// <summary>Waits for nothing any more: what runs is recorded as interrupted now.</summary>
    public void EndNow()
    {
        lock (_lock) Abandon();
    }

    private Task Start(CancellationToken cancellationToken)
    {
        gate.Open();
        host?.ApplicationStopping.Register(BeginStop);
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        BeginStop();
        await attempts.WhenEmpty().InTurn().WaitAsync(cancellationToken);
        lock (_lock) _nextStep?.Dispose();
    }

    private void BeginStop()
    {
        lock (_lock)
        {
            if (_isStopping) return;
            _isStopping = true;
            Close(options.Value.StopGrace);
        }
    }

    private void Close(TimeSpan grace)
    {
        gate.Close();
        _until = time.Now() + grace;
        if (attempts.Count > 0) LogDraining(attempts.Count, _until.Value);
        if (grace == TimeSpan.Zero) Interrupt();
        else Next(grace, Interrupt);
    }

    private void Interrupt()
    {
        foreach (var attempt in attempts.All()) attempt.Stop(StopReason.Interrupted);
        Next(options.Value.StopPatience, Abandon);
    }

    private void Abandon()
    {
        foreach (var attempt in attempts.All())
        {
            attempt.Stop(StopReason.Interrupted);
            attempt.Abandon();
        }

        Next(Again, Abandon);
    }

    /// <summary>A step whose time has come while another drain was asked for, or this one was taken back, is none of it any more.</summary>
    private void Next(TimeSpan wait, Action step)
    {
        _nextStep?.Dispose();
        IDisposable? mine = null;
        mine = _nextStep = time.After(wait, () =>
        {
            lock (_lock)
            {
                if (_until is not null && _nextStep == mine) step();
            }
        });
    }

    [LoggerMessage(50, LogLevel.Information, "No attempt starts here any more; {Count} run, and may end until {Until:O}")]
    private partial void LogDraining(int count, DateTimeOffset until);
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace OrleansJobs.Silo.Clustering;

/// <summary>
/// Lets silos join a cluster whose silos have all died at once, at other addresses than theirs. A silo that joins waits until
/// all that the membership table shows as active answer it. The dead ones do not; as soon as their rows are stale, those who
/// join may declare them dead, but Orleans looks at the age of rows only when the table has changed, and nobody changes it. So
/// whoever still joins by then writes its own row once more.
/// </summary>
internal sealed partial class JoiningNudge(
    IMembershipTable table,
    ILocalSiloDetails self,
    IOptions<ClusterMembershipOptions> options,
    TimeProvider time,
    ILogger<JoiningNudge> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _joined = new();
    private Task _nudging = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(JoiningNudge), ServiceLifecycleStage.ValidateInitialConnectivity - 1, Begin, End);
        lifecycle.Subscribe(nameof(JoiningNudge), ServiceLifecycleStage.Active, End);
    }

    public void Dispose() => _joined.Dispose();

    private Task Begin(CancellationToken cancellationToken)
    {
        _nudging = NudgeWhileJoining(_joined.Token);
        return Task.CompletedTask;
    }

    private async Task End(CancellationToken cancellationToken)
    {
        await _joined.CancelAsync();
        await _nudging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task NudgeWhileJoining(CancellationToken joined)
    {
        // Whoever died before this silo came is stale after so long.
        var (period, missed) = (options.Value.IAmAliveTablePublishTimeout, options.Value.NumMissedTableIAmAliveLimit);
        await Task.Delay(period * missed, time, joined);
        while (true)
        {
            await Task.Delay(period / 2, time, joined);
            await Nudge();
        }
    }

    private async Task Nudge()
    {
        try
        {
            var rows = await table.ReadAllAsync();
            if (rows.TryGet(self.SiloAddress) is not { Item1.Status: SiloStatus.Joining } own) return;
            await table.UpdateRowAsync(own.Item1, own.Item2, rows.Version.Next());
        }
        catch (Exception error)
        {
            // Orleans says what is wrong with the table; the next try is soon.
            LogFailed(error.Message);
        }
    }

    [LoggerMessage(82, LogLevel.Debug, "The membership table was not nudged: {Reason}")]
    private partial void LogFailed(string reason);
}

using System.Globalization;
using OrleansJobs.Jobs;

namespace OrleansJobs.Simulation.Traffic;

/// <inheritdoc cref="IAlarmGrain"/>
/// <remarks>The key of the job follows from the occurrence, so that a tick which comes again, or from every silo, makes one job.</remarks>
internal sealed class AlarmGrain(History history) : Grain, IAlarmGrain, IRemindable
{
    private const string Name = "ring";

    public async Task Set(TimeSpan period) => await this.RegisterOrUpdateReminder(Name, TimeSpan.Zero, period);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (history.TrafficIsOver) return;
        var occurrence = (long)((status.CurrentTickTime - status.FirstTickTime) / status.Period);
        var key = string.Create(CultureInfo.InvariantCulture, $"alarm {this.GetPrimaryKeyString()} {occurrence}");
        var spec = new JobSpec { Kind = "noop", Queue = "default", Keyed = true };
        var id = history.Submitting(key, spec);
        history.Submitted(key, id, spec, await GrainFactory.GetGrain<IJobGrain>(id).Submit(spec));
    }
}

using System.Diagnostics.Metrics;

namespace OrleansJobs.Grains.Schedules;

/// <summary>Counts what schedules do. All have the tag <c>schedule</c>, its name.</summary>
internal sealed class ScheduleMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _overdue = meters.Create(JobTelemetry.MeterName).CreateCounter<long>(
        "orleansjobs.schedule.overdue", "{run}", "Runs that did not succeed in the time in which they were expected to.");

    public void Overdue(string schedule) => _overdue.Add(1, new KeyValuePair<string, object?>("schedule", schedule));
}

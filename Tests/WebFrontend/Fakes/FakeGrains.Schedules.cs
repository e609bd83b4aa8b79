using OrleansJobs.Jobs;
using OrleansJobs.Schedules;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

internal sealed partial class FakeGrains
{
    public Dictionary<string, Schedule> Schedules { get; } = [];

    public Func<string?, int, SchedulePage> OnListSchedules { get; set; } = (_, _) => new SchedulePage { Schedules = [] };

    public Func<string, DateTimeOffset?, int, SchedulePreview?> OnPreview { get; set; } = (_, _, _) => null;

    public Func<string, string, DateTimeOffset?, int, CronPreview> OnPreviewCron { get; set; } = (_, _, _, _) => throw new NotSupportedException();

    /// <summary>Asked for every change of a schedule: its name, which change, and what goes with it.</summary>
    public Func<string, string, object?, ScheduleResult> OnChangeSchedule { get; set; } = (_, _, _) => new ScheduleResult.NotFound();

    public Func<string, Guid, SubmitResult?> OnRunSchedule { get; set; } = (_, _) => null;

    public Func<string, DateTimeOffset, DateTimeOffset, BackfillResult> OnBackfill { get; set; } = (_, _, _) => new BackfillResult.NotFound();

    private sealed partial class FakeReader : IScheduleQueryGrain
    {
        Task<Schedule?> IScheduleQueryGrain.Get(string name) => Task.FromResult(grains.Schedules.GetValueOrDefault(name));

        Task<SchedulePage> IScheduleQueryGrain.List(string? after, int limit) => Task.FromResult(grains.OnListSchedules(after, limit));

        public Task<SchedulePreview?> Preview(string name, DateTimeOffset? from, int count) => Task.FromResult(grains.OnPreview(name, from, count));

        public Task<CronPreview> PreviewCron(string cron, string zone, DateTimeOffset? from, int count) => Task.FromResult(grains.OnPreviewCron(cron, zone, from, count));
    }

    private sealed partial class FakeNamed : IScheduleGrain
    {
        public Task<ScheduleResult> Put(ScheduleSpec spec) => Change(nameof(Put), spec);

        public Task<ScheduleResult> Declare(ScheduleSpec spec) => throw new NotSupportedException();

        public Task<ScheduleResult> Undeclare() => throw new NotSupportedException();

        public Task<ScheduleResult> Remove() => Change(nameof(Remove), null);

        public Task<ScheduleResult> Pause(string? reason) => Change(nameof(Pause), reason);

        public Task<ScheduleResult> Resume() => Change(nameof(Resume), null);

        public Task<SubmitResult?> Run(Guid id) => Task.FromResult(grains.OnRunSchedule(name, id));

        public Task<BackfillResult> Backfill(DateTimeOffset after, DateTimeOffset until) => Task.FromResult(grains.OnBackfill(name, after, until));

        public Task Ping(DateTimeOffset at) => throw new NotSupportedException();

        private Task<ScheduleResult> Change(string what, object? with) => Task.FromResult(grains.OnChangeSchedule(name, what, with));
    }
}

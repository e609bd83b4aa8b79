using Quartz;

namespace OrleansJobs.Benchmarks.Table;

/// <summary>Quartz.NET: a job with a trigger for now, in its store of tables, with as many threads as there are callers.</summary>
internal static class QuartzPeer
{
    public static async Task Run(string database, Func<Func<Task>, Task> use)
    {
        var scheduler = await QuartzSchedulerBuilder.Create(quartz =>
        {
            quartz.UseDefaultThreadPool(Figure.Callers);
            quartz.UsePersistentStore(store =>
            {
                if (database.StartsWith("Data Source=", StringComparison.Ordinal)) store.UseSqlite(database);
                else store.UsePostgres(database);
                store.ProvisionSchema();
            });
        }).BuildScheduler();
        await scheduler.Start();
        await use(() => Submit(scheduler));
        await scheduler.Shutdown(waitForJobsToComplete: true);
    }

    private static async Task Submit(IScheduler scheduler)
    {
        var name = Guid.NewGuid().ToString();
        await scheduler.ScheduleJob(JobBuilder.Create<Noop>().WithIdentity(name).Build(), TriggerBuilder.Create().WithIdentity(name).StartNow().Build());
    }

    private sealed class Noop : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            PeerJobs.Run();
            return default;
        }
    }
}

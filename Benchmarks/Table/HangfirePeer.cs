using Hangfire;
using Hangfire.PostgreSql;

namespace OrleansJobs.Benchmarks.Table;

/// <summary>Hangfire on PostgreSQL: with as many workers as there are callers, which look for jobs as often as it allows.</summary>
internal static class HangfirePeer
{
    public static async Task Run(string database, Func<Func<Task>, Task> use)
    {
        // Its calls block their threads.
        ThreadPool.SetMinThreads(4 * Figure.Callers, 4 * Figure.Callers);
        GlobalConfiguration.Configuration.UsePostgreSqlStorage(
            storage => storage.UseNpgsqlConnection(database), new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(50) });
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = Figure.Callers });
        await use(() => Task.Run(() => BackgroundJob.Enqueue(() => PeerJobs.Run())));
    }
}

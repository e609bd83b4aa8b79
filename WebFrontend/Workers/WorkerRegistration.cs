using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.WebFrontend.Workers;

/// <summary>What the routes of workers need in a web process.</summary>
internal static class WorkerRegistration
{
    public static void AddWorkers(this IServiceCollection services)
    {
        services.AddSection<WorkerOptions>(WorkerOptions.Section)
            .InRange("Workers:MaxJobs", workers => workers.MaxJobs, 1, 1_000)
            .InRange("Workers:MaxWait", workers => workers.MaxWait, TimeSpan.Zero, TimeSpan.FromMinutes(10))
            .InRange("Workers:ShortestLease", workers => workers.ShortestLease, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1))
            .InRange("Workers:LongestLease", workers => workers.LongestLease, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30))
            .InRange("Workers:Kinds", workers => workers.Kinds, 1, 10_000)
            .InRange("Workers:Labels", workers => workers.Labels, 0, 10_000)
            .Validate(
                workers => workers.ShortestLease <= workers.DefaultLease && workers.DefaultLease <= workers.LongestLease,
                "Workers:DefaultLease: must be from Workers:ShortestLease to Workers:LongestLease.");
        services.AddSingleton<LeaseWaiter>();
        services.AddSingleton<QueueHolds>();
    }
}

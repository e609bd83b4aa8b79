namespace OrleansJobs.Benchmarks;

/// <summary>Noop jobs a second from the first submit until the last has ended, each acknowledged only when it is on disk.</summary>
internal static class Throughput
{
    public static async Task Run(Service service, int connections, TimeSpan time)
    {
        await Measure(TimeSpan.FromSeconds(2));
        var (jobs, submitted, ended) = await Measure(time);
        Console.WriteLine($"{jobs} jobs at {connections} connections: {jobs / submitted.TotalSeconds:0} accepted/s, {jobs / ended.TotalSeconds:0} ended/s");

        Task<(int Jobs, TimeSpan Submitted, TimeSpan Ended)> Measure(TimeSpan time) => Load.Run(connections, time, service.Submit, _ => service.WhenIdle());
    }
}

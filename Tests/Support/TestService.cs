using System.Diagnostics;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.WebFrontend;

namespace OrleansJobs.Tests.Support;

/// <summary>
/// The service with job kinds that only tests want: this assembly, run as a program. Kind "kill" ends its process at once, as
/// a handler does that runs out of stack or memory; kind "talk" says something; kind "fan" fans out into queue "parts".
/// </summary>
internal static class TestService
{
    public static Task<int> Main(string[] args) => JobServer.Run(args, services => services.AddJob<KillJob>("kill").AddJob<TalkJob>("talk").AddJob<FanJob>("fan"));

    private sealed class KillJob : IJobHandler<NoInput, NoInput>
    {
        public Task<NoInput> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            return Task.FromResult(input);
        }
    }

    private sealed class FanJob : IJobHandler<NoInput, string>
    {
        public async Task<string> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken)
        {
            var children = await context.RunChildren("parts", Enumerable.Range(0, 2_000).Select(index => JobContext.NewJob("sleep", new { Duration = "PT0.1S" }) with { Queue = "parts", Tags = [$"{index}"] }));
            return $"{children.Succeeded} of {children.Count}";
        }
    }
}

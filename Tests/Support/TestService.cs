using System.Diagnostics;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.WebFrontend;

namespace OrleansJobs.Tests.Support;

/// <summary>
/// The service with job kinds that only tests want: this assembly, run as a program. Kind "kill" ends its process at once, as
/// a handler does that runs out of stack or memory; kind "talk" says something.
/// </summary>
internal static class TestService
{
    public static Task<int> Main(string[] args) => JobServer.Run(args, services => services.AddJob<KillJob>("kill").AddJob<TalkJob>("talk"));

    private sealed class KillJob : IJobHandler<NoInput, NoInput>
    {
        public Task<NoInput> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            return Task.FromResult(input);
        }
    }
}

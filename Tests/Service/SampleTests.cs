using System.Diagnostics;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>The samples do what samples/README.md says, against the real service.</summary>
public sealed class SampleTests : RunningService
{
    // Of a submitter: many times what it takes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [ProgramFact("python3")]
    public Task The_python_worker_counts_words() => Counts("python3", "python/worker.py", "python/submit.py");

    [ProgramFact("node")]
    public Task The_javascript_worker_counts_words() => Counts("node", "javascript/worker.mjs", "javascript/submit.mjs");

    [ProgramFact("curl")]
    public Task The_bash_worker_counts_words() => Counts("bash", "bash/worker.sh", "bash/submit.sh");

    private async Task Counts(string program, string worker, string submit)
    {
        using var works = Run(program, worker);
        try
        {
            // Its kind is registered before it says so.
            Assert.EndsWith("waits for jobs", await works.StandardOutput.ReadLineAsync().WaitAsync(Patience), StringComparison.Ordinal);
            foreach (var (text, words) in new[] { ("to be or not to be", "6"), ("word", "1") })
            {
                using var submits = Run(program, submit, text);
                Assert.Equal(words, (await submits.StandardOutput.ReadToEndAsync().WaitAsync(Patience)).Trim());
            }
        }
        finally
        {
            works.Kill(entireProcessTree: true);
            await works.WaitForExitAsync();
        }
    }

    private Process Run(string program, string sample, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, [Path.Combine(Repository.Root, "samples", sample), .. arguments])
        {
            RedirectStandardOutput = true,
            Environment = { ["ORLEANSJOBS_URL"] = Service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) },
        })!;
}

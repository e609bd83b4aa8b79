using System.Diagnostics;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>The samples do what samples/README.md says, against the real service.</summary>
public sealed class SampleTests(RunningService shared) : IClassFixture<RunningService>
{
    // Of a submitter: many times what it takes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // Built with the tests, into the folder of its own that has the same name as theirs.
    private static readonly string Dotnet = Path.Combine(
        InSamples("dotnet"), Path.GetRelativePath(Path.Combine(Repository.Root, "Tests"), AppContext.BaseDirectory), "OrleansJobs.Samples.dll");

    [ProgramFact("python3")]
    public Task The_python_worker_counts_words() => Counts("python3", [InSamples("python/worker.py")], [InSamples("python/submit.py")]);

    [ProgramFact("node")]
    public Task The_javascript_worker_counts_words() => Counts("node", [InSamples("javascript/worker.mjs")], [InSamples("javascript/submit.mjs")]);

    [Fact]
    public Task The_dotnet_worker_counts_words() => Counts("dotnet", [Dotnet, "worker"], [Dotnet, "submit"]);

    [ProgramFact("curl")]
    public Task The_bash_worker_counts_words() => Counts("bash", [InSamples("bash/worker.sh")], [InSamples("bash/submit.sh")]);

    [ProgramFact("go")]
    public Task The_go_worker_counts_words() => Counts("go", ["run", InSamples("go/worker.go")], ["run", InSamples("go/submit.go")]);

    private async Task Counts(string program, string[] worker, string[] submit)
    {
        using var works = Run(program, worker);
        try
        {
            // Its kind is registered before it says so.
            Assert.EndsWith("waits for jobs", await works.StandardOutput.ReadLineAsync().WaitAsync(Patience), StringComparison.Ordinal);
            foreach (var (text, words) in new[] { ("to be or not to be", "6"), ("word", "1") })
            {
                using var submits = Run(program, [.. submit, text]);
                Assert.Equal(words, (await submits.StandardOutput.ReadToEndAsync().WaitAsync(Patience)).Trim());
            }
        }
        finally
        {
            works.Kill(entireProcessTree: true);
            await works.WaitForExitAsync();
        }
    }

    private static string InSamples(string file) => Path.Combine(Repository.Root, "samples", file);

    private Process Run(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            Environment = { ["ORLEANSJOBS_URL"] = shared.Service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) },
        })!;
}

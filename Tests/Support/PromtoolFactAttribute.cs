using System.Diagnostics;
using Xunit;

namespace OrleansJobs.Tests.Support;

/// <summary>A test that has metrics or rules judged by Prometheus' own tool; without it, the test is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PromtoolFactAttribute : FactAttribute
{
    private const string Program = "/usr/bin/promtool";

    public PromtoolFactAttribute()
    {
        if (!File.Exists(Program)) Skip = "Left out: metrics and rules of Prometheus. It needs promtool (Debian's package prometheus); ./test.sh as root installs it.";
    }

    /// <summary>Runs it in deploy/prometheus; answers its exit code and what it said.</summary>
    public static async Task<(int ExitCode, string Said)> Run(string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = Path.Combine(Repository.Root, "deploy", "prometheus"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}

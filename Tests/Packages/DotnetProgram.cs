using System.Diagnostics;
using Xunit;

namespace OrleansJobs.Tests.Packages;

/// <summary>The program dotnet, and others that are packed here.</summary>
internal static class DotnetProgram
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly SemaphoreSlim Packing = new(1);

    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>Packs what is built of a project, or of the solution.</summary>
    public static async Task Pack(string project, string output)
    {
        // Whatever is packed writes into the project's own folders first.
        await Packing.WaitAsync();
        try
        {
            await Run(Repository.Root, "pack", project, "--no-build", "--configuration", Configuration, "--output", output);
        }
        finally
        {
            Packing.Release();
        }
    }

    /// <summary>Runs dotnet to its end, which must be a good one.</summary>
    public static async Task Run(string directory, params string[] arguments) => await RunToEnd("dotnet", directory, arguments);

    /// <summary>Runs a program to its end, which must be a good one, and answers what it printed.</summary>
    public static async Task<string> RunToEnd(string program, string directory, params string[] arguments)
    {
        using var process = Start(program, directory, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0, await output + await error);
        return await output;
    }

    public static Process Start(string program, string directory, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = directory,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // A server of the build would outlive it, and hold its pipes.
        Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0", ["UseSharedCompilation"] = "false", ["DOTNET_NOLOGO"] = "1" },
    })!;
}

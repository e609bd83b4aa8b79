using OrleansJobs.Tests.Client;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Packages;

/// <summary>The tool is packed, installed from a folder, and runs outside this repository.</summary>
[Collection(nameof(ClientService))]
public sealed class ToolTests(ClientService service) : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_tool_is_installed_from_a_folder_and_submits_a_job()
    {
        var (packed, tools) = (Path.Combine(_directory.Path, "packed"), Path.Combine(_directory.Path, "tools"));
        await DotnetProgram.Pack("Cli", packed);
        // All that it needs is in its package.
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "nuget.config"), "<configuration><packageSources><clear /></packageSources></configuration>");
        await DotnetProgram.Run(_directory.Path, "tool", "install", "OrleansJobs.Tool", "--tool-path", tools, "--configfile", "nuget.config", "--add-source", packed);

        var tool = Path.Combine(tools, "orleansjobs");
        Assert.Contains("orleansjobs [command]", await DotnetProgram.RunToEnd(tool, _directory.Path, "--help"), StringComparison.Ordinal);
        Assert.EndsWith("null\n", await DotnetProgram.RunToEnd(tool, _directory.Path, "submit", "noop", "--wait", "--url", service.Address.AbsoluteUri), StringComparison.Ordinal);
    }
}

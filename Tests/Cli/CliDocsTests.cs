using System.CommandLine;
using System.Text.RegularExpressions;
using OrleansJobs.Cli;
using OrleansJobs.Tests.Client;
using Xunit;

namespace OrleansJobs.Tests.Cli;

/// <summary>docs/cli.md: its examples run, in order, and it has every command and exit code.</summary>
[Collection(nameof(ClientService))]
public sealed class CliDocsTests(ClientService service)
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));

    [Fact]
    public async Task Every_example_ends_well()
    {
        var examples = Regex.Matches(Page, @"^orleansjobs (?<args>[^#\n]*)(?:# exit (?<code>\d+))?", RegexOptions.Multiline);
        Assert.InRange(examples.Count, 20, 100);
        var id = "";
        foreach (Match example in examples)
        {
            var args = Words(example.Groups["args"].Value).Select(word => word.Replace("$ID", id, StringComparison.Ordinal)).ToArray();
            if (args.Contains("--kill-test")) continue; // KillTestTests runs it.
            var run = await CliRun.Of(service.Address, args);
            var code = example.Groups["code"] is { Success: true } told ? (ExitCode)int.Parse(told.Value, null) : ExitCode.Ok;
            Assert.True(run.Code == code, $"{example.Value}: {run.Code} {run.Output}{run.Error}");
            if (run.Lines is [var first, ..] && Guid.TryParse(first, out _)) id = first;
        }
    }

    [Fact]
    public void Every_command_and_exit_code_is_there()
    {
        Assert.All(Commands("orleansjobs", CommandLine.Root()), command => Assert.Contains(command, Page, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Contains($"| {(int)code} |", Page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Commands(string path, Command command) =>
        command.Subcommands.SelectMany(one => Commands($"{path} {one.Name}", one)).DefaultIfEmpty(path);

    /// <summary>The words as a shell splits them.</summary>
    private static IEnumerable<string> Words(string line) =>
        Regex.Matches(line, @"'([^']*)'|(\S+)").Select(word => word.Groups[1].Success ? word.Groups[1].Value : word.Value);
}

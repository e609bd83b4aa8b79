using System.Text.Json;
using OrleansJobs.Cli;
using Xunit;

namespace OrleansJobs.Tests.Cli;

/// <summary>One run of the command line, in this process, and what it printed.</summary>
internal sealed record CliRun(ExitCode Code, string Output, string Error)
{
    /// <summary>What it printed, one value a line.</summary>
    public IReadOnlyList<JsonElement> Json => [.. Lines.Select(line => JsonElement.Parse(line))];

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Runs it against a service.</summary>
    /// <param name="service">Where it listens.</param>
    /// <param name="args">What is given.</param>
    public static Task<CliRun> Of(Uri service, params string[] args) => Of(new Terminal { Url = service.AbsoluteUri }, args);

    /// <summary>Runs it in other surroundings.</summary>
    public static async Task<CliRun> Of(Terminal terminal, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new Surroundings
        {
            EnableDefaultExceptionHandler = false,
            Output = output,
            Error = error,
            Input = new StringReader(terminal.Typed ?? ""),
            HasReader = terminal.Typed is not null,
            IsTerminal = terminal.Typed is not null,
            Variable = name => name == "ORLEANSJOBS_URL" ? terminal.Url : null,
            Network = () => terminal.Network ?? new SocketsHttpHandler(),
            Time = terminal.Time,
        };
        var code = await CommandLine.Run(args, surroundings);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    /// <summary>The same, if it ended as it should.</summary>
    public CliRun Is(ExitCode code)
    {
        Assert.True(Code == code, $"{Code} instead of {code}: {Output}{Error}");
        return this;
    }
}

/// <summary>Where a command line is run.</summary>
internal sealed record Terminal
{
    public string? Url { get; init; }

    /// <summary>What a person types; null: there is no person, and no terminal.</summary>
    public string? Typed { get; init; }

    public HttpMessageHandler? Network { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

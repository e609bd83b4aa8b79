namespace OrleansJobs.Cli;

/// <summary>What the program has to do with: where it reads and writes, the network, the clock.</summary>
internal sealed class Surroundings : InvocationConfiguration
{
    /// <summary>Where "-" is read from, and answers to questions.</summary>
    public TextReader Input { get; init; } = Console.In;

    /// <summary>Whether somebody can answer a question.</summary>
    public bool HasReader { get; init; } = !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>Whether the output goes to a terminal, and so to a person.</summary>
    public bool IsTerminal { get; init; } = !Console.IsOutputRedirected;

    /// <summary>Reads a variable of the environment.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes what sends requests.</summary>
    public Func<HttpMessageHandler> Network { get; init; } = static () => new SocketsHttpHandler();
}

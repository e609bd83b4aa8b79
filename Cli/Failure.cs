using OrleansJobs.Cli.KillTest;

namespace OrleansJobs.Cli;

/// <summary>Why a command could not be done.</summary>
/// <param name="Code">How the program ends.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Faults">The same by field, if it is about fields.</param>
internal sealed record Failure(ExitCode Code, string Message, IReadOnlyList<string> Faults)
{
    /// <summary>The failure that an exception tells of; null: a fault of this program.</summary>
    public static Failure? Of(Exception error) => error switch
    {
        OrleansJobsException { Problem: { } problem } => new(ExitCode.Refused, Sentence(problem), [.. FaultsOf(problem)]),
        OrleansJobsException refusal => new(refusal.IsTransient ? ExitCode.Unreachable : ExitCode.Refused, refusal.Message, []),
        HttpRequestException => new(ExitCode.Unreachable, $"The service does not answer: {error.Message}", []),
        TimeoutException => new(ExitCode.TimedOut, error.Message, []),
        UsageException or ArgumentException => new(ExitCode.Usage, error.Message, []),
        NotReadyException => new(ExitCode.ProblemFound, error.Message, []),
        OperationCanceledException => new(ExitCode.Interrupted, "Interrupted.", []),
        _ => null,
    };

    /// <summary>Writes it, perhaps with what it is about in front.</summary>
    public void Tell(TextWriter output, string? about = null)
    {
        output.WriteLine(Safe.Text(about is null ? Message : $"{about}: {Message}"));
        foreach (var fault in Faults) output.WriteLine("  " + Safe.Text(fault));
    }

    private static string Sentence(Problem problem) => $"{problem.Title ?? "Refused"} ({problem.Status}){(problem.Detail is { } detail ? $": {detail}" : "")}";

    private static IEnumerable<string> FaultsOf(Problem problem) =>
        (problem.Errors ?? new Dictionary<string, IReadOnlyList<string>>()).SelectMany(field => field.Value.Select(fault => $"{field.Key} {fault}"));
}

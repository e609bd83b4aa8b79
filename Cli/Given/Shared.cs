namespace OrleansJobs.Cli.Given;

/// <summary>Options that every command has.</summary>
internal static class Shared
{
    public const string UrlName = "--url";
    public const string KeyName = "--key";
    public const string JsonName = "--json";

    private const string Variable = "ORLEANSJOBS_URL";
    private const string KeyVariable = "ORLEANSJOBS_KEY";
    private const string Default = "http://127.0.0.1:5000";

    public static Option Url() => new Option<string?>(UrlName)
    {
        Description = $"Where the service listens. Default: the variable {Variable}, else {Default}.",
        HelpName = "address",
        Recursive = true,
    };

    public static Option Key() => new Option<string?>(KeyName)
    {
        Description = $"The API key, or token, that is shown to the service. Better in the variable {KeyVariable}: other users of a machine see command lines.",
        HelpName = "key",
        Recursive = true,
    };

    /// <summary>The key that was given, or else holds; null: none.</summary>
    public static string? Key(string? given, Surroundings surroundings) => given ?? (surroundings.Variable(KeyVariable) is { Length: > 0 } set ? set : null);

    public static Option Json() => new Option<bool>(JsonName) { Description = "Prints the service's own JSON; lists and streams one value a line.", Recursive = true };

    /// <summary>The address that was given, or else holds, with a slash at its end: paths are relative to it.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static Uri Address(string? given, Surroundings surroundings)
    {
        var text = given ?? (surroundings.Variable(Variable) is { Length: > 0 } set ? set : Default);
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new Uri(address.AbsoluteUri.TrimEnd('/') + '/')
            : throw new UsageException($"\"{text}\" is no http or https address.");
    }
}

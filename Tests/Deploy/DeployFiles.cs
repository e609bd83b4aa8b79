using System.Text.RegularExpressions;

namespace OrleansJobs.Tests.Deploy;

/// <summary>Reads which settings the files of deploy/ give to the processes. Only as much of their formats as they use.</summary>
internal static partial class DeployFiles
{
    public static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, "deploy", file));

    /// <summary>
    /// The settings by configuration key. What the file takes from elsewhere (a secret, the pod's address) is an example.
    /// </summary>
    /// <param name="file">The file, below deploy/.</param>
    /// <param name="part">Of Compose, only the blocks with this in their name.</param>
    public static Dictionary<string, string?> Settings(string file, string part)
    {
        var lines = Text(file).Split('\n').Where(line => !line.TrimStart().StartsWith('#'));
        if (file == "compose.yaml") lines = BlocksOf(part, lines);
        return lines.SelectMany(line => Variable().Matches(line))
            .GroupBy(match => match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal))
            .ToDictionary(same => same.Key, same => (string?)Example(same.Key, same.First().Groups["value"].Value));
    }

    private static IEnumerable<string> BlocksOf(string part, IEnumerable<string> lines)
    {
        var inside = false;
        foreach (var line in lines)
        {
            if (BlockName().Match(line) is { Success: true } name) inside = name.Value.Contains(part, StringComparison.Ordinal);
            if (inside) yield return line;
        }
    }

    private static string Example(string key, string value) => key switch
    {
        "ConnectionStrings:OrleansJobs" => "Host=database;Database=orleansjobs",
        "Cluster:Address" when value.Contains("podIP", StringComparison.Ordinal) => "10.1.2.3",
        _ => value.Trim(' ', '"', '}', '\\'),
    };

    // NAME: value (Compose), { name: NAME, value: value } or valueFrom (Kubernetes), NAME=value (systemd, container files).
    [GeneratedRegex("""(?:name: (?<name>Urls|[A-Z]\w*__\w+), value(?:From)?: |\b(?<name>Urls|[A-Z]\w*__\w+)(?:=|: ))(?<value>"[^"]*"|[^,\n]*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex("^(?:  )?[a-z][a-z0-9-]*:")]
    private static partial Regex BlockName();
}

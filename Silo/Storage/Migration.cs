using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// One step of the schema: a numbered SQL file in this assembly. Never edited once released. In a rolling upgrade programs that
/// do not have it meet a database that does, so its name says with which of them it gets along: 0012-notes-needs-0011 with those
/// that have the migration 11, as it only adds what they pass over; 0012-notes with none.
/// </summary>
/// <param name="Number">Its place in the order, from 1.</param>
/// <param name="Name">The file's name without ending.</param>
/// <param name="Text">The statements.</param>
internal sealed partial record Migration(int Number, string Name, string Text)
{
    /// <summary>SHA-256 of the text, in hex. The ends of lines do not count: a checkout may change them.</summary>
    public string Checksum { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    /// <summary>The last migration that a program must have to work on a database with the one of this name; null: that one.</summary>
    public static int? Needs(string name) => Suffix().Match(name) is { Success: true } match ? int.Parse(match.ValueSpan[^4..]) : null;

    /// <summary>The migrations of one kind of database, in order.</summary>
    public static IReadOnlyList<Migration> All(string folder)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"Migrations/{folder}/";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.Replace('\\', '/').StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Load(assembly, name))
            .OrderBy(migration => migration.Number)];
    }

    private static Migration Load(Assembly assembly, string resource)
    {
        var name = Path.GetFileNameWithoutExtension(resource.Replace('\\', '/'));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return new Migration(int.Parse(name.AsSpan(0, name.IndexOf('-', StringComparison.Ordinal))), name, reader.ReadToEnd());
    }

    [GeneratedRegex("-needs-[0-9]{4}$")]
    private static partial Regex Suffix();
}

using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage.Sealing;

/// <summary>
/// The text of a row that holds requests for jobs among other things: their inputs, sealed, in a line each, and then the JSON of all else.
/// A text without sealed inputs is JSON alone, an object, so that it begins with a brace.
/// </summary>
internal static class SealedLines
{
    /// <summary>The text of inputs of which any is sealed.</summary>
    /// <param name="inputs">The inputs as they are stored, always as many.</param>
    /// <param name="json">All else.</param>
    public static string Join(IEnumerable<Json?> inputs, string json) => string.Join('\n', [.. inputs.Select(input => $"{input}"), json]);

    /// <summary>The inputs and all else; null: the text is JSON alone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="count">How many inputs there are.</param>
    public static (Json?[] Inputs, string Json)? Split(string text, int count)
    {
        if (text.StartsWith('{')) return null;
        var lines = text.Split('\n', count + 1);
        return ([.. lines[..count].Select(line => line.Length == 0 ? null : Json.Parse(line))], lines[count]);
    }
}

using System.Text.Json.Serialization.Metadata;

namespace OrleansJobs.Cli.Given;

/// <summary>JSON on the command line.</summary>
internal static class JsonText
{
    /// <summary>Reads it: the text itself, @file, or - for the standard input.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="name">The option, for errors.</param>
    /// <param name="input">The standard input.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="UsageException">There is no such file, or it is no JSON.</exception>
    public static async Task<JsonElement> Read(string text, string name, TextReader input, CancellationToken stop)
    {
        var json = text switch
        {
            "-" => await input.ReadToEndAsync(stop),
            ['@', .. var file] => await ReadFile(file, name, stop),
            _ => text,
        };
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException error)
        {
            throw new UsageException($"{name} is not JSON: {error.Message}");
        }
    }

    /// <summary>JSON as what it shall be.</summary>
    /// <exception cref="UsageException">It is something else.</exception>
    public static T As<T>(JsonElement json, JsonTypeInfo<T> type, string name)
    {
        try
        {
            return json.Deserialize(type) ?? throw new UsageException($"{name} must not be null.");
        }
        catch (JsonException error)
        {
            throw new UsageException($"{name}: {error.Message}");
        }
    }

    private static async Task<string> ReadFile(string file, string name, CancellationToken stop)
    {
        try
        {
            return await File.ReadAllTextAsync(file, stop);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{name}: {error.Message}");
        }
    }
}

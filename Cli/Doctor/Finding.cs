using System.Text.Json.Serialization;
using OrleansJobs.Client.Json;

namespace OrleansJobs.Cli.Doctor;

/// <summary>How bad it is.</summary>
internal enum Severity
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>Jobs do not go on, or somebody should look.</summary>
    Problem,
}

/// <summary>Something that the doctor found.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="About">What it is about.</param>
/// <param name="Text">What it is.</param>
/// <param name="Advice">What to do; null: nothing.</param>
internal sealed record Finding(Severity Severity, string About, string Text, string? Advice = null)
{
    public static Finding Ok(string about, string text) => new(Severity.Ok, about, text);

    public static Finding Note(string about, string text, string? advice = null) => new(Severity.Note, about, text, advice);

    public static Finding Problem(string about, string text, string advice) => new(Severity.Problem, about, text, advice);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(WordConverter<Severity>)], DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Finding))]
internal sealed partial class FindingJson : JsonSerializerContext;

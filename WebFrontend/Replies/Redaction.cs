using System.Text.Json.Serialization.Metadata;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Workers;

namespace OrleansJobs.WebFrontend.Replies;

/// <summary>How answers write what belongs to jobs: as it is, unless fields are configured that nobody is to see.</summary>
internal sealed class Redaction
{
    /// <summary>What workers are given to work with, and schemas of kinds, which name fields and have no values of them.</summary>
    private static readonly Type[] Whole = [typeof(LeaseList), typeof(JobStep), typeof(KindDescription), typeof(KindList)];

    private readonly Redactor? _redactor;
    private readonly ApiJson? _json;

    public Redaction(IOptions<RedactionOptions> options)
    {
        if (options.Value.Redact.Length == 0) return;
        _redactor = new Redactor(options.Value.Redact);
        var settings = new JsonSerializerOptions(ApiJson.Default.Options);
        settings.Converters.Remove(settings.Converters.Single(converter => converter is JsonTextConverter));
        settings.Converters.Add(new JsonTextConverter(_redactor));
        _json = new ApiJson(settings);
    }

    /// <summary>How values of a type are written.</summary>
    /// <param name="type">How they are where nothing is redacted.</param>
    public JsonTypeInfo<T> Of<T>(JsonTypeInfo<T> type) =>
        _json is null || Whole.Contains(typeof(T)) ? type : (JsonTypeInfo<T>)_json.GetTypeInfo(typeof(T))!;

    /// <summary>A value as it is answered.</summary>
    public string Text<T>(T value, JsonTypeInfo<T> type) => Encoding.UTF8.GetString(JsonReply.Utf8(value, Of(type)));

    /// <summary>
    /// What is wrong with an input that came from outside: it has what answers show where it should have a value, so that the value would be lost. Null: nothing.
    /// </summary>
    public string? FaultOf(Json input) =>
        _redactor?.FindShown(input.Utf8.AsSpan()) is { } name ? $"has \"[redacted]\" for {name}, which is what answers show instead of its value: write the value" : null;

    /// <summary>A JSON text as it is answered.</summary>
    public ReadOnlySpan<byte> Of(Json value) => _redactor is null ? value.Utf8.AsSpan() : _redactor.Redact(value.Utf8.AsSpan());
}

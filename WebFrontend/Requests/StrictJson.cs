using System.Buffers;
using System.Text.Unicode;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// One JSON object, read strictly: UTF-8, nested at most 64 levels, no member twice in an object, no text that cannot be
/// stored. Refers to the text it was read from until it is disposed.
/// </summary>
internal sealed class StrictJson : IDisposable
{
    /// <summary>How deep objects and arrays may be nested.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions WithDuplicates = new() { MaxDepth = MaxDepth };

    private JsonDocument? _document;

    private StrictJson(ReadOnlyMemory<byte> text) => Problem = Read(text);

    /// <summary>What is wrong with the text as a whole; null if <see cref="Root"/> may be used.</summary>
    public Problem? Problem { get; }

    /// <summary>The object.</summary>
    public JsonElement Root => _document!.RootElement;

    /// <summary>Reads the text to its end.</summary>
    public static StrictJson Parse(ReadOnlyMemory<byte> text) => new(text);

    /// <summary>Reads the text to its end; a copy of it if it is in pieces.</summary>
    public static StrictJson Parse(ReadOnlySequence<byte> text) => new(text.IsSingleSegment ? text.First : text.ToArray());

    public void Dispose() => _document?.Dispose();

    private Problem? Read(ReadOnlyMemory<byte> text)
    {
        if (!Utf8.IsValid(text.Span)) return ProblemTypes.MalformedJson.Because("The text is not valid UTF-8.");
        try
        {
            _document = JsonDocument.Parse(text, Strict);
        }
        catch (JsonException e)
        {
            return Malformed(text, e);
        }
        catch (InvalidOperationException)
        {
            // Comparing names found one with half a surrogate pair.
            return Faulty(text);
        }

        if (Root.ValueKind != JsonValueKind.Object)
            return Problem.Invalid(new FieldError { Field = "$", Message = "must be a JSON object" });
        // Only an escape can hide a character that text may not have: valid UTF-8 has no surrogates, JSON no bare NUL.
        return text.Span.IndexOf("\\u"u8) >= 0 ? Faulty(text) : null;
    }

    /// <summary>Tells text that is no JSON at all from JSON with a member twice.</summary>
    private static Problem Malformed(ReadOnlyMemory<byte> text, JsonException fault)
    {
        try
        {
            return Faulty(text) ?? throw fault;
        }
        catch (JsonException e)
        {
            return Malformed(e);
        }
    }

    /// <summary>Tells where reading stopped.</summary>
    public static Problem Malformed(JsonException fault) => ProblemTypes.MalformedJson.Because(
        $"Line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}: {fault.Message.Split(" LineNumber:", 2)[0]}");

    private static Problem? Faulty(ReadOnlyMemory<byte> text)
    {
        using var document = JsonDocument.Parse(text, WithDuplicates);
        var faults = TextFaults.Find(document.RootElement);
        return faults.Count == 0 ? null : Problem.Invalid(faults);
    }
}

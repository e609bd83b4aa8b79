using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Problems;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// The JSON object in a request's body, read strictly: UTF-8, nested at most 64 levels, no member twice in an object,
/// no text that cannot be stored. Refers to the request's own buffers until it is disposed.
/// </summary>
internal sealed class JsonBody : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions WithDuplicates = new() { MaxDepth = 64 };

    private readonly PipeReader _reader;
    private readonly ReadOnlySequence<byte> _buffer;
    private JsonDocument? _document;

    private JsonBody(HttpRequest request, ReadOnlySequence<byte> buffer, bool optional)
    {
        _reader = request.BodyReader;
        _buffer = buffer;
        // Routing has refused other media types, but lets pass a request that names none.
        Problem = request.ContentType is null && !buffer.IsEmpty
            ? new Problem(ProblemTypes.UnsupportedMediaType, ProblemTypes.UnsupportedMediaType.Explanation)
            : Parse(buffer.IsSingleSegment ? buffer.First : buffer.ToArray(), optional);
    }

    /// <summary>What is wrong with the body as a whole; null if <see cref="Root"/> may be used.</summary>
    public Problem? Problem { get; }

    /// <summary>The object.</summary>
    public JsonElement Root => _document!.RootElement;

    /// <summary>Reads the body to its end. If it is <paramref name="optional"/>, an empty one counts as an empty object.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large, or breaks off.</exception>
    public static async ValueTask<JsonBody> Read(HttpContext context, bool optional = false)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);
            if (result.IsCompleted) return new JsonBody(context.Request, result.Buffer, optional);
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    public void Dispose()
    {
        _document?.Dispose();
        _reader.AdvanceTo(_buffer.End);
    }

    private Problem? Parse(ReadOnlyMemory<byte> text, bool optional)
    {
        if (text.IsEmpty && optional) text = "{}"u8.ToArray();
        if (!Utf8.IsValid(text.Span)) return new Problem(ProblemTypes.MalformedJson, "The body is not valid UTF-8.");
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
            return Problem.Invalid([new FieldError { Field = "$", Message = "must be a JSON object" }]);
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
            var reason = e.Message.Split(" LineNumber:", 2)[0];
            return new Problem(
                ProblemTypes.MalformedJson,
                $"Line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {reason}");
        }
    }

    private static Problem? Faulty(ReadOnlyMemory<byte> text)
    {
        using var document = JsonDocument.Parse(text, WithDuplicates);
        var faults = TextFaults.Find(document.RootElement);
        return faults.Count == 0 ? null : Problem.Invalid(faults);
    }
}

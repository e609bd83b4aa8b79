using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Problems;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// The items in the body of a batch, as pieces of its text: the elements of one JSON array, or the lines of NDJSON that
/// are not empty. Only where items begin and end is found here; each is read by itself, so that one that is wrong does not
/// touch the others. Holds a rented buffer until it is disposed.
/// </summary>
internal sealed class BatchBody : IDisposable
{
    /// <summary>The media type of lines of JSON.</summary>
    public const string LinesMediaType = "application/x-ndjson";

    private readonly byte[] _buffer;
    private readonly List<Range> _items = [];

    private BatchBody(byte[] buffer, int length, string? contentType, int limit)
    {
        _buffer = buffer;
        var text = buffer.AsSpan(0, length);
        // Routing has refused other media types, but lets pass a request that names none.
        Problem = contentType is null ? new Problem(ProblemTypes.UnsupportedMediaType, ProblemTypes.UnsupportedMediaType.Explanation)
            : contentType.StartsWith(LinesMediaType, StringComparison.OrdinalIgnoreCase) ? FindLines(text, limit)
            : FindElements(text, limit);
    }

    /// <summary>What is wrong with the body as a whole; null if the items may be used.</summary>
    public Problem? Problem { get; }

    /// <summary>How many items there are.</summary>
    public int Count => _items.Count;

    /// <summary>The text of an item.</summary>
    public ReadOnlyMemory<byte> this[int index] => _buffer.AsMemory(_items[index]);

    /// <summary>Reads the body to its end.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limit">How many items are allowed.</param>
    /// <exception cref="BadHttpRequestException">The body is too large, or breaks off.</exception>
    public static async ValueTask<BatchBody> Read(HttpContext context, int limit)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);
            if (!result.IsCompleted)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }

            var text = ByteOrderMark.Skip(result.Buffer);
            var length = (int)text.Length;
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            text.CopyTo(buffer);
            reader.AdvanceTo(result.Buffer.End);
            return new BatchBody(buffer, length, context.Request.ContentType, limit);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private Problem? FindLines(ReadOnlySpan<byte> text, int limit)
    {
        foreach (var line in text.Split((byte)'\n'))
        {
            if (text[line].Trim(" \t\r"u8).IsEmpty) continue;
            if (_items.Count == limit) return TooMany(limit);
            _items.Add(line);
        }

        return null;
    }

    private Problem? FindElements(ReadOnlySpan<byte> text, int limit)
    {
        if (!Utf8.IsValid(text)) return new Problem(ProblemTypes.MalformedJson, "The body is not valid UTF-8.");
        // One level more than an item may have.
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = StrictJson.MaxDepth + 1 });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                reader.Read();
                return Problem.Invalid([new FieldError { Field = "$", Message = "must be a JSON array of jobs" }]);
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (_items.Count == limit) return TooMany(limit);
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                _items.Add(start..(int)reader.BytesConsumed);
            }

            reader.Read();
            return null;
        }
        catch (JsonException e)
        {
            return StrictJson.Malformed(e);
        }
    }

    private static Problem TooMany(int limit) =>
        Problem.Invalid([new FieldError { Field = "$", Message = $"must have at most {limit} jobs; nothing was submitted" }]);
}

using System.Buffers;
using OrleansJobs.WebFrontend.Jobs;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// The items in the body of a batch, as pieces of its text: the elements of one JSON array, or the lines of NDJSON that
/// are not empty. Only where items begin and end is found here; each is read by itself, so that one that is wrong does not
/// touch the others. Refers to the request's own buffers until it is disposed.
/// </summary>
internal sealed class BulkBody : IChecked, IDisposable, IBindableFromHttpContext<BulkBody>, IEndpointParameterMetadataProvider
{
    private const string LinesMediaType = "application/x-ndjson";

    private const string Example = """[{"kind": "sleep", "input": {"duration": "PT1S"}}, {"kind": "noop", "idempotencyKey": "order-17"}]""";

    private readonly WholeBody _body;
    private readonly List<ReadOnlySequence<byte>> _items = [];

    private BulkBody(WholeBody body, string? contentType, int limit)
    {
        _body = body;
        // Routing has refused other media types, but lets pass a request that names none.
        Problem = contentType is null ? ProblemTypes.UnsupportedMediaType
            : contentType.StartsWith(LinesMediaType, StringComparison.OrdinalIgnoreCase) ? FindLines(body.Text, limit)
            : FindElements(body.Text, limit);
    }

    /// <summary>What is wrong with the body as a whole; null if the items may be used.</summary>
    public Problem? Problem { get; }

    /// <summary>How many items there are.</summary>
    public int Count => _items.Count;

    /// <summary>The text of an item.</summary>
    public ReadOnlySequence<byte> this[int index] => _items[index];

    public static async ValueTask<BulkBody?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var limit = context.RequestServices.GetRequiredService<IOptions<RequestLimitOptions>>().Value.Batch;
        return await WholeBody.Read(context, body => new BulkBody(body, context.Request.ContentType, limit));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        JsonBody.Declare(builder, typeof(ImmutableArray<BulkJob>), Example, optional: false, LinesMediaType);

    public void Dispose() => _body.Dispose();

    private Problem? FindLines(ReadOnlySequence<byte> text, int limit)
    {
        for (var reader = new SequenceReader<byte>(text); !reader.End;)
        {
            if (!reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
            {
                line = reader.UnreadSequence;
                reader.AdvanceToEnd();
            }

            if (IsBlank(line)) continue;
            if (_items.Count == limit) return TooMany(limit);
            _items.Add(line);
        }

        return null;
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var piece in line)
        {
            if (!piece.Span.Trim(" \t\r"u8).IsEmpty) return false;
        }

        return true;
    }

    private Problem? FindElements(ReadOnlySequence<byte> text, int limit)
    {
        if (!Utf8Sequence.IsValid(text)) return ProblemTypes.MalformedJson.Because("The body is not valid UTF-8.");
        // One level more than an item may have.
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = StrictJson.MaxDepth + 1 });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                reader.Read();
                return Problem.Invalid(new FieldError { Field = "$", Message = "must be a JSON array of jobs" });
            }

            while (ReadElement(ref reader, text) is { } element)
            {
                if (_items.Count == limit) return TooMany(limit);
                _items.Add(element);
            }

            reader.Read();
            return null;
        }
        catch (JsonException e)
        {
            return StrictJson.Malformed(e);
        }
    }

    /// <summary>The next element, whose place is counted from where the one before it ends: from the beginning it would be a long way.</summary>
    private static ReadOnlySequence<byte>? ReadElement(ref Utf8JsonReader reader, ReadOnlySequence<byte> text)
    {
        var (before, length) = (reader.Position, reader.BytesConsumed);
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray) return null;
        var start = text.GetPosition(reader.TokenStartIndex - length, before);
        reader.Skip();
        return text.Slice(start, reader.Position);
    }

    private static Problem TooMany(int limit) =>
        Problem.Invalid(new FieldError { Field = "$", Message = $"must have at most {limit} jobs; nothing was submitted" });
}

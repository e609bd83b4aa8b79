using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using OrleansJobs.WebFrontend.Problems;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// The JSON object in a request's body, read strictly (see <see cref="StrictJson"/>). Refers to the request's own buffers until it is disposed.
/// </summary>
internal sealed class JsonBody : IDisposable
{
    private readonly PipeReader _reader;
    private readonly ReadOnlySequence<byte> _buffer;
    private readonly StrictJson? _json;

    private JsonBody(HttpRequest request, ReadOnlySequence<byte> buffer, bool optional)
    {
        _reader = request.BodyReader;
        _buffer = buffer;
        var text = ByteOrderMark.Skip(buffer);
        // Routing has refused other media types, but lets pass a request that names none.
        if (request.ContentType is null && !buffer.IsEmpty)
        {
            Problem = new Problem(ProblemTypes.UnsupportedMediaType, ProblemTypes.UnsupportedMediaType.Explanation);
            return;
        }

        _json = StrictJson.Parse(optional && text.IsEmpty ? "{}"u8.ToArray() : text.IsSingleSegment ? text.First : text.ToArray());
        Problem = _json.Problem;
    }

    /// <summary>What is wrong with the body as a whole; null if <see cref="Root"/> may be used.</summary>
    public Problem? Problem { get; }

    /// <summary>The object.</summary>
    public JsonElement Root => _json!.Root;

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
        _json?.Dispose();
        _reader.AdvanceTo(_buffer.End);
    }
}

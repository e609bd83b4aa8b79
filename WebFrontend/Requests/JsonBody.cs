namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// The JSON object in a request's body, read strictly (see <see cref="StrictJson"/>). Refers to the request's own buffers until it is disposed.
/// </summary>
internal sealed class JsonBody : IDisposable
{
    private readonly WholeBody _body;
    private readonly StrictJson? _json;

    private JsonBody(HttpRequest request, WholeBody body, bool optional)
    {
        _body = body;
        // Routing has refused other media types, but lets pass a request that names none.
        if (request.ContentType is null && !body.Text.IsEmpty)
        {
            Problem = ProblemTypes.UnsupportedMediaType;
            return;
        }

        _json = optional && body.Text.IsEmpty ? StrictJson.Parse("{}"u8.ToArray()) : StrictJson.Parse(body.Text);
        Problem = _json.Problem;
    }

    /// <summary>What is wrong with the body as a whole; null if <see cref="Root"/> may be used.</summary>
    public Problem? Problem { get; }

    /// <summary>The object.</summary>
    public JsonElement Root => _json!.Root;

    /// <summary>Reads the body to its end. If it is <paramref name="optional"/>, an empty one counts as an empty object.</summary>
    /// <inheritdoc cref="WholeBody.Read{T}" path="/exception"/>
    public static ValueTask<JsonBody> Read(HttpContext context, bool optional = false) =>
        WholeBody.Read(context, body => new JsonBody(context.Request, body, optional));

    /// <summary>Declares the body of an endpoint that reads it so.</summary>
    public static void Declare(EndpointBuilder endpoint, Type shape, string example, bool optional = false, params ReadOnlySpan<string> otherMediaTypes)
    {
        endpoint.Metadata.Add(new AcceptsMetadata([JsonReply.MediaType, .. otherMediaTypes], shape, optional));
        endpoint.Metadata.Add(new BodyExample(example));
        FailsAttribute.Declare(endpoint, 400, 413, 415, 422, 503);
    }

    public void Dispose()
    {
        _json?.Dispose();
        _body.Dispose();
    }
}

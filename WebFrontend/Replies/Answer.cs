using System.Text.Json.Serialization.Metadata;

namespace OrleansJobs.WebFrontend.Replies;

/// <summary>200 with JSON that no cache may keep. Others are derived from it.</summary>
internal class Answer<T>(T value, int status = 200) : IResult, IEndpointMetadataProvider
{
    private static readonly JsonTypeInfo<T> Type = (JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!;

    /// <summary>What is answered.</summary>
    public T Value => value;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Declare(builder, 200);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        if (!TryWriteHeaders(httpContext)) return Task.CompletedTask;
        return JsonReply.Write(httpContext, status, value, httpContext.RequestServices.GetRequiredService<Redaction>().Of(Type));
    }

    /// <summary>Declares an answer of this type with its headers.</summary>
    protected static void Declare(EndpointBuilder builder, int status, params ReadOnlySpan<(string Name, string About)> headers)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(T), [JsonReply.MediaType]));
        foreach (var (name, about) in headers) builder.Metadata.Add(new AnswerHeaderAttribute(status, name, about));
    }

    /// <summary>Writes headers, or the whole answer: then it is false.</summary>
    protected virtual bool TryWriteHeaders(HttpContext context) => true;
}

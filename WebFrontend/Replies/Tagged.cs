namespace OrleansJobs.WebFrontend.Replies;

/// <summary>
/// 200 with the ETag of what is read, or 304 if the caller has it. A cache may keep the answer, but has to ask before using it, as it
/// can change at any time.
/// </summary>
internal class Tagged<T>(T value, string tag) : Answer<T>(value), IEndpointMetadataProvider
{
    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        Declare(builder, 200, ("ETag", "Changes with what is read."));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(304, typeof(void)));
        builder.Metadata.Add(ParameterPart.Header("If-None-Match", "An ETag of an earlier answer: unless there has been a change, the answer is 304."));
    }

    protected override bool TryWriteHeaders(HttpContext context)
    {
        var response = context.Response;
        (response.Headers.ETag, response.Headers.CacheControl) = (tag, "no-cache");
        if (!EntityTag.IsKnown(context.Request, tag)) return true;
        response.StatusCode = StatusCodes.Status304NotModified;
        return false;
    }
}

namespace OrleansJobs.WebFrontend.Replies;

/// <summary>201 with what was made and has no ETag, and where it is.</summary>
internal sealed class MadeAt<T>(T value, string location) : Answer<T>(value, 201), IEndpointMetadataProvider
{
    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Declare(builder, 201, ("Location", "Where it is."));

    protected override bool TryWriteHeaders(HttpContext context)
    {
        context.Response.Headers.Location = context.Request.PathBase + location;
        return true;
    }
}

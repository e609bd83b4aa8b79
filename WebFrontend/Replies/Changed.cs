namespace OrleansJobs.WebFrontend.Replies;

/// <summary>200 with what was changed, as it is now, and its ETag.</summary>
internal class Changed<T>(T value, string tag, int status = 200) : Answer<T>(value, status), IEndpointMetadataProvider
{
    protected static readonly (string, string) ETag = ("ETag", "Changes with it.");

    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Declare(builder, 200, ETag);

    protected override bool TryWriteHeaders(HttpContext context)
    {
        context.Response.Headers.ETag = tag;
        return true;
    }
}

/// <summary>200 with what was there already, its ETag, and where it is.</summary>
internal class KnownAt<T>(T value, string tag, string location, int status = 200) : Changed<T>(value, tag, status), IEndpointMetadataProvider
{
    protected static readonly (string, string) Location = ("Location", "Where it is.");

    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Declare(builder, 200, Location, ETag);

    protected override bool TryWriteHeaders(HttpContext context)
    {
        context.Response.Headers.Location = context.Request.PathBase + location;
        return base.TryWriteHeaders(context);
    }
}

/// <summary>201 with what was made, its ETag, and where it is.</summary>
internal sealed class CreatedAt<T>(T value, string tag, string location) : KnownAt<T>(value, tag, location, 201), IEndpointMetadataProvider
{
    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Declare(builder, 201, Location, ETag);
}

/// <summary>202 with what is to be done, its ETag, and where it is.</summary>
internal sealed class AcceptedAt<T>(T value, string tag, string location) : KnownAt<T>(value, tag, location, 202), IEndpointMetadataProvider
{
    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Declare(builder, 202, Location, ETag);
}

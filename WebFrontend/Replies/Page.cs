namespace OrleansJobs.WebFrontend.Replies;

/// <summary>200 with a page of a list. The header Link has the address of the next one.</summary>
/// <param name="value">The page.</param>
/// <param name="cursor">Where the next page begins; null if this is the last.</param>
internal sealed class Page<T>(T value, string? cursor) : Answer<T>(value), IEndpointMetadataProvider
{
    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Declare(builder, 200, ("Link", "The address of the next page, with rel=\"next\"; absent on the last one."));

    protected override bool TryWriteHeaders(HttpContext context)
    {
        if (cursor is not null) PageLink.Write(context, cursor);
        return true;
    }
}

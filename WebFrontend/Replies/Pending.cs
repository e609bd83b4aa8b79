namespace OrleansJobs.WebFrontend.Replies;

/// <summary>202: it is not there yet.</summary>
/// <param name="value">What there is to say of it.</param>
internal sealed class Pending<T>(T value) : Answer<T>(value, 202), IEndpointMetadataProvider
{
    /// <summary>Where it will be; null if at the address that was asked for.</summary>
    public string? Location { get; init; }

    /// <summary>After how many seconds it is worth asking again.</summary>
    public int? RetryAfter { get; init; }

    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Declare(builder, 202);

    protected override bool TryWriteHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (Location is not null) headers.Location = Location;
        if (RetryAfter is { } seconds) headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return true;
    }
}

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>Gives an endpoint a limit of its own on the size of bodies, in bytes.</summary>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}

namespace OrleansJobs.WebFrontend.Access;

/// <summary>Marks a request whose caller was admitted by somebody else than this service.</summary>
internal sealed class Admitted
{
    /// <summary>By the application that our routes are a part of.</summary>
    public static Admitted ByApplication { get; } = new();

    private Admitted()
    {
    }
}

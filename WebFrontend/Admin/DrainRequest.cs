namespace OrleansJobs.WebFrontend.Admin;

/// <summary>The body of a request to drain.</summary>
/// <param name="Grace">How long attempts may run on, up to a day; Shutdown:DrainGrace if absent.</param>
internal sealed record DrainRequest(TimeSpan? Grace);

/// <summary>How it is read.</summary>
internal sealed class DrainForm : IBodyForm<DrainRequest>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static string Example => """{"grace": "PT30S"}""";

    public static bool IsOptional => true;

    public static DrainRequest Read(FieldReader fields)
    {
        var grace = fields.Duration("grace");
        if (grace < TimeSpan.Zero || grace > Longest) fields.Fault("grace", "must be from 0 to 1 day");
        return new DrainRequest(grace);
    }
}

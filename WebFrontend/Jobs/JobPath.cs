namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>Reads which job a path names.</summary>
internal static class JobPath
{
    /// <summary>The id in the path. It has one spelling only; anything else names no job.</summary>
    public static bool TryGetId(HttpContext context, out Guid id) =>
        Guid.TryParseExact(context.GetRouteValue("id") as string, "D", out id);
}

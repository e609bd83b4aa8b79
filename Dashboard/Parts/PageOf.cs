using OrleansJobs.Client.Http;

namespace OrleansJobs.Dashboard.Parts;

/// <summary>Addresses of pages, relative to the dashboard's. Those of the interface are the same.</summary>
internal static class PageOf
{
    /// <summary>A page with parameters; what is null or empty is left out.</summary>
    public static string Address(string page, params (string Name, string? Value)[] parameters) =>
        Paths.Query(page, [.. parameters.Select(one => (one.Name, Value: string.IsNullOrEmpty(one.Value) ? null : (object)one.Value))]);

    public static string Job(Guid id) => $"jobs/{id}";

    public static string Queue(string name) => $"queues/{Uri.EscapeDataString(name)}";

    public static string Schedule(string name) => $"schedules/{Uri.EscapeDataString(name)}";
}

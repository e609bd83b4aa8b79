namespace OrleansJobs.Dashboard.Parts;

/// <summary>What an address asks for: the same page with some parameters changed.</summary>
internal static class PageOf
{
    /// <summary>An address relative to the dashboard's; what is null or empty is left out.</summary>
    public static string Address(string page, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var (text, separator) = (page, '?');
        foreach (var (name, value) in parameters)
        {
            if (string.IsNullOrEmpty(value)) continue;
            text += $"{separator}{name}={Uri.EscapeDataString(value)}";
            separator = '&';
        }

        return text;
    }

    /// <summary>A job's page.</summary>
    public static string Job(Guid id) => $"jobs/{id}";

    /// <summary>A queue's page.</summary>
    public static string Queue(string name) => $"queues/{Uri.EscapeDataString(name)}";
}

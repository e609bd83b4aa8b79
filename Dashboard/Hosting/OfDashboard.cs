using Microsoft.AspNetCore.Http;

namespace OrleansJobs.Dashboard.Hosting;

/// <summary>Marks the dashboard's endpoints: the framework lists all of a process together, and those of pages are no part of the HTTP interface.</summary>
internal sealed class OfDashboard
{
    private OfDashboard()
    {
    }

    public static OfDashboard Mark { get; } = new();

    /// <summary>Whether an endpoint is the dashboard's.</summary>
    public static bool Has(Endpoint endpoint) => endpoint.Metadata.GetMetadata<OfDashboard>() is not null;
}

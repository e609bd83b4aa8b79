namespace OrleansJobs.Dashboard.Silos;

/// <summary>A process that hosts grains, as GET /admin/silos tells.</summary>
internal sealed record SiloInfo(string Name, string? Address, string Status, DateTimeOffset StartedAt, int Activations);

/// <summary>All of them.</summary>
internal sealed record SiloList(IReadOnlyList<SiloInfo> Silos);

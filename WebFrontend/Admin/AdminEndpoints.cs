using OrleansJobs.Silos;
using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Admin;

/// <summary>For those who run the service: what its silos and grains do. The routes demand the scope admin.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").WithTags("Admin").RequireAuthorization(Scopes.Admin);
        admin.MapGet("silos", GetSilos);
        admin.MapGet("grains", GetGrains);
        admin.MapDrain();
    }

    /// <summary>The processes that host grains</summary>
    /// <response code="200">The silos</response>
    [Example(200, """{"silos": [{"name": "Silo_1a2b3", "address": "S127.0.0.1:11111:143000000", "status": "active", "startedAt": "2026-01-31T12:00:00+00:00", "activations": 12}]}""")]
    public static async Task<Results<Answer<SiloList>, Problem>> GetSilos(NoQuery query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        return new Answer<SiloList>(new SiloList(await grains.GetGrain<ISilosGrain>(0).GetSilos()));
    }

    /// <summary>Activations by grain class</summary>
    /// <remarks>Of all silos together. Orleans' Dashboard has calls, failures and times by method.</remarks>
    /// <response code="200">The grain classes</response>
    [Example(200, """{"grains": [{"grain": "OrleansJobs.Grains.Jobs.JobGrain", "activations": 3}]}""")]
    public static async Task<Results<Answer<GrainList>, Problem>> GetGrains(NoQuery query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        return new Answer<GrainList>(new GrainList(await grains.GetGrain<ISilosGrain>(0).GetGrains()));
    }
}

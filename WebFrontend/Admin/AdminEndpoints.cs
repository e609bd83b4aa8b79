using OrleansJobs.Silos;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Admin;

/// <summary>For those who run the service: what its silos and grains do.</summary>
internal sealed class AdminEndpoints(IGrainFactory grains)
{
    private ISilosGrain Silos => grains.GetGrain<ISilosGrain>(0);

    // GET /admin/silos
    public async Task GetSilos(HttpContext context)
    {
        if (await Refuse(context)) return;
        await JsonReply.Write(context, 200, new SiloList { Silos = await Silos.GetSilos() }, ApiJson.Default.SiloList);
    }

    // GET /admin/grains
    public async Task GetGrains(HttpContext context)
    {
        if (await Refuse(context)) return;
        await JsonReply.Write(context, 200, new GrainList { Grains = await Silos.GetGrains() }, ApiJson.Default.GrainList);
    }

    /// <summary>Neither route takes parameters.</summary>
    private static async Task<bool> Refuse(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (new QueryReader(context.Request).Problem is not { } problem) return false;
        await ProblemReply.Write(context, problem);
        return true;
    }
}

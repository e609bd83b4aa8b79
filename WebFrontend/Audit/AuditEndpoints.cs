using OrleansJobs.Access;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Jobs;

namespace OrleansJobs.WebFrontend.Audit;

/// <summary>What operators changed.</summary>
/// <param name="Entries">The changes, the newest first.</param>
/// <param name="NextCursor">Where the next page begins; absent on the last one.</param>
public sealed record AuditList(ImmutableArray<AuditEntry> Entries, string? NextCursor);

/// <summary>The list of what operators changed, over HTTP.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin/audit", List).WithTags("Admin").RequireAuthorization(Scopes.Admin);

    /// <summary>Lists what operators changed, the newest first</summary>
    /// <remarks>An entry without a status is of a request that was not answered, or whose end could not be noted: what it asked for may have been done.</remarks>
    /// <response code="200">A page of changes</response>
    [Example(200,
        """
        {"entries": [{
          "id": "0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11", "at": "2026-01-31T12:00:00Z", "actor": "key:ops", "action": "POST /queues/{name}/pause", "target": "/queues/mail/pause",
          "status": 200, "before": {"name": "mail", "paused": false}, "after": {"name": "mail", "paused": true}, "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
        }], "nextCursor": "AAAAAAAAACo"}
        """)]
    public static async Task<Results<Page<AuditList>, Problem>> List(Query<AuditFilter, AuditQuery> query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        var page = await grains.GetGrain<IAuditGrain>(0).List(query.Value);
        var cursor = page.Next is { } next ? JobCursor.Write(next) : null;
        return new Page<AuditList>(new AuditList(page.Entries, cursor), cursor);
    }
}

/// <summary>The query string of the list of changes.</summary>
internal sealed class AuditQuery : IQueryForm<AuditFilter>
{
    public static AuditFilter Read(QueryReader query) => new()
    {
        Actor = query.Text("actor", "Only changes of this caller: \"local\", \"admin-key\", \"key:\" and a key's name, or \"token:\" and a subject."),
        Target = query.Text("target", "Only changes of this path."),
        Limit = query.Integer("limit", "At most so many changes, 1 to 500; 50 if absent.", 1, 500) ?? 50,
        Before = query.Cursor(JobCursor.Read),
    };
}

using Microsoft.AspNetCore.Authorization;
using OrleansJobs.Access;
using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Audit;

/// <summary>
/// Notes what operators change: requests that change something and demand the scope jobs:operate or admin. An entry is stored before the change is made,
/// so that there is none without; where it cannot be, nothing is changed. What it is about is told as GET of it answers, before and after.
/// </summary>
internal sealed class Audited(AuditEntry entry)
{
    private Json? _before;
    private Json? _after;

    /// <summary>Lets routes note what they change.</summary>
    public static void Watch(RouteGroupBuilder routes) => ((IEndpointConventionBuilder)routes).Finally(endpoint =>
    {
        if (IsChange(endpoint)) endpoint.RequestDelegate = Around(endpoint.RequestDelegate!);
    });

    /// <summary>Tells what a change is about, where no route reads it.</summary>
    public static void Tell(HttpContext context, Json? before = null, Json? after = null)
    {
        if (context.Features.Get<Audited>() is { } audited) (audited._before, audited._after) = (before, after);
    }

    /// <summary>Notes a change that no route of its own makes: a tool of agents.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tool">The tool's name.</param>
    /// <param name="target">The path of what is changed.</param>
    /// <param name="change">Makes the change; answers what came of it, and the HTTP status that stands for it.</param>
    public static async Task<T> Tool<T>(HttpContext context, string tool, string target, Func<Task<(T Result, int Status)>> change)
    {
        var audit = Grain(context);
        var entry = EntryOf(context, $"tool {tool}", target, before: null);
        await audit.Note(entry);
        var (result, status) = await change();
        await audit.Note(entry with { Status = status });
        return result;
    }

    private static bool IsChange(EndpointBuilder endpoint) =>
        endpoint.Metadata.OfType<IAuthorizeData>().Any(demand => demand.Policy is Scopes.Operate or Scopes.Admin)
        && endpoint.Metadata.OfType<HttpMethodMetadata>().Any(methods => methods.HttpMethods.Any(method => method is not ("GET" or "HEAD")));

    private static RequestDelegate Around(RequestDelegate handler)
    {
        var snapshot = new Snapshot();
        return context => Note(context, handler, snapshot);
    }

    private static async Task Note(HttpContext context, RequestDelegate handler, Snapshot snapshot)
    {
        var action = $"{context.Request.Method} {((RouteEndpoint)context.GetEndpoint()!).RoutePattern.RawText}";
        var audited = new Audited(EntryOf(context, action, context.Request.Path, await snapshot.Read(context)));
        context.Features.Set(audited);
        await audited.Run(context, handler, snapshot);
    }

    private static AuditEntry EntryOf(HttpContext context, string action, string target, Json? before) => new()
    {
        Id = context.RequestServices.GetRequiredService<IIdSource>().NewId(),
        At = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
        Actor = Caller.Of(context)!.Actor,
        Action = action,
        Target = target,
        Before = before,
        TraceId = TraceContext.IdOf(context),
    };

    private static IAuditGrain Grain(HttpContext context) => context.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IAuditGrain>(0);

    private async Task Run(HttpContext context, RequestDelegate handler, Snapshot snapshot)
    {
        var audit = Grain(context);
        await audit.Note(entry);
        var status = 500;
        try
        {
            await handler(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            var after = status < 400 ? _after ?? await snapshot.Read(context) : null;
            await audit.Note(entry with { Status = status, Before = _before ?? entry.Before, After = after });
        }
    }
}

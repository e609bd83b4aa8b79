using Microsoft.AspNetCore.Authorization;
using OrleansJobs.Access;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Clustering;

namespace OrleansJobs.WebFrontend.Audit;

/// <summary>
/// Notes what operators change: requests that change something and demand the scope jobs:operate or admin. An entry is stored before the change is made,
/// so that there is none without; where it cannot be, nothing is changed. What it is about is told as GET of it answers, before and after.
/// </summary>
internal sealed partial class Audited(AuditEntry entry)
{
    private Json? _before;
    private Json? _after;

    /// <summary>Lets routes note what they change.</summary>
    public static void Watch(RouteGroupBuilder routes) => ((IEndpointConventionBuilder)routes).Finally(endpoint =>
    {
        if (IsChange(endpoint)) endpoint.RequestDelegate = Noting(endpoint.RequestDelegate!);
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
        var entry = EntryOf(context, $"tool {tool}", target, before: null);
        var result = default(T);
        await Around(context, entry, async () =>
        {
            (result, var status) = await change();
            return entry with { Status = status };
        });
        return result!;
    }

    private static bool IsChange(EndpointBuilder endpoint) =>
        endpoint.Metadata.OfType<IAuthorizeData>().Any(demand => demand.Policy is Scopes.Operate or Scopes.Admin)
        && endpoint.Metadata.OfType<HttpMethodMetadata>().Any(methods => methods.HttpMethods.Any(method => method is not ("GET" or "HEAD")));

    private static RequestDelegate Noting(RequestDelegate handler)
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

    /// <summary>Notes an entry, makes the change, and notes the entry as it is then. If that fails the change is made all the same, and is answered so.</summary>
    private static async Task Around(HttpContext context, AuditEntry entry, Func<Task<AuditEntry>> change)
    {
        var audit = context.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IAuditGrain>(0);
        await audit.Note(entry);
        var ended = entry with { Status = 500 };
        try
        {
            ended = await change();
        }
        finally
        {
            await End(context, audit, ended);
        }
    }

    private static async Task End(HttpContext context, IAuditGrain audit, AuditEntry ended)
    {
        try
        {
            await audit.Note(ended);
        }
        catch (Exception error) when (error.IsUnanswered())
        {
            LogNoEnd(context.RequestServices.GetRequiredService<ILogger<Audited>>(), error, ended.Action, ended.Id, ended.TraceId);
        }
    }

    private Task Run(HttpContext context, RequestDelegate handler, Snapshot snapshot) => Around(context, entry, async () =>
    {
        await handler(context);
        var status = context.Response.StatusCode;
        return entry with { Status = status, Before = _before ?? entry.Before, After = status < 400 ? _after ?? await After(context, snapshot) : null };
    });

    /// <summary>What there is after the change, which is made and answered whatever comes of reading it.</summary>
    private async Task<Json?> After(HttpContext context, Snapshot snapshot)
    {
        try
        {
            return await snapshot.Read(context);
        }
        catch (Exception error) when (error.IsUnanswered())
        {
            LogNotRead(context.RequestServices.GetRequiredService<ILogger<Audited>>(), error, entry.Action, entry.Id, entry.TraceId);
            return null;
        }
    }

    [LoggerMessage(89, LogLevel.Warning, "{Action}: what there is after it could not be read for its entry {Entry} (trace {TraceId})")]
    private static partial void LogNotRead(ILogger logger, Exception error, string action, Guid entry, string traceId);

    [LoggerMessage(88, LogLevel.Warning, "{Action}: how it ended is not noted in its entry {Entry} (trace {TraceId})")]
    private static partial void LogNoEnd(ILogger logger, Exception error, string action, Guid entry, string traceId);
}

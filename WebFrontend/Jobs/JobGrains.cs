using OrleansJobs.Silo.Clustering;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Clustering;
using OrleansJobs.WebFrontend.Service;
using OrleansJobs.Workers;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The grains of jobs as one request asks them, which is told how long they took (<see cref="ServerTiming"/>).</summary>
internal sealed partial class JobGrains(HttpContext context) : IBindableFromHttpContext<JobGrains>
{
    private readonly IGrainFactory _grains = context.RequestServices.GetRequiredService<IGrainFactory>();

    public static ValueTask<JobGrains?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new JobGrains(context));

    /// <summary>Submits a job under its key, or as a new one.</summary>
    public Task<SubmitResult> Submit(JobSpec spec, string? key) => Timed(() => SubmitOne(spec, key));

    /// <summary>Submits one of many that are under way at a time.</summary>
    public Task<SubmitResult> SubmitOne(JobSpec spec, string? key) => Calls.Submit(OfCaller(spec), key);

    /// <summary>Submits a job under an id of its own.</summary>
    public Task<SubmitResult> SubmitAs(Guid id, JobSpec spec) => Calls.Submit(id, OfCaller(spec));

    /// <summary>One submit of many: if it is not answered, the others may have made their jobs.</summary>
    public async Task<SubmitResult> OneOfMany(Func<Task<SubmitResult>> submit)
    {
        try
        {
            return await submit();
        }
        catch (Exception error) when (error.IsUnanswered())
        {
            LogUnanswered(context.RequestServices.GetRequiredService<ILogger<JobGrains>>(), error, TraceContext.IdOf(context));
            return SubmitResult.Unavailable.After(error);
        }
    }

    /// <summary>The job, if asked to as soon as it has ended; null if there is none.</summary>
    /// <exception cref="StoreException">Its input or result is stored encrypted, and the key is missing.</exception>
    public async Task<Job?> Get(JobKey key, TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero) return (await Find(key))?.Whole();
        if (key.Id is not { } id) return null;
        return (await Timed(() => context.RequestServices.GetRequiredService<JobWaiter>().Wait(id, wait, context.RequestAborted)))?.Whole();
    }

    /// <summary>The job for those who need neither its input nor its result; null if there is none.</summary>
    public async Task<Job?> Find(JobKey key) => key.Id is { } id ? await Timed(() => Query.Get(id)) : null;

    /// <summary>Changes a job.</summary>
    public async Task<ChangeResult> Change(JobKey key, Func<IJobGrain, Task<ChangeResult>> change) =>
        key.Id is { } id ? await Timed(() => change(_grains.GetGrain<IJobGrain>(id))) : new ChangeResult.NotFound();

    /// <summary>Tells a job what its worker says; null if there can be no such job.</summary>
    public async Task<LeaseReply?> Tell(JobKey key, Func<IJobGrain, Task<LeaseReply>> tell) =>
        key.Id is { } id ? await Timed(() => tell(_grains.GetGrain<IJobGrain>(id))) : null;

    /// <summary>Asks for what is known of many jobs.</summary>
    public Task<T> Ask<T>(Func<IJobQueryGrain, Task<T>> ask) => Timed(() => ask(Query));

    /// <summary>A page of the jobs that the caller may see.</summary>
    public Task<JobPage> List(JobFilter filter) => Ask(all => all.List(filter with { Tenant = Tenants.TenantOf(context) ?? filter.Tenant }));

    /// <summary>The tenant of the job that a path names; null if there is none.</summary>
    public static async Task<string?> TenantOf(HttpContext context) =>
        IdText.Read(context.GetRouteValue("id") as string) is { } id && await new JobGrains(context).Query.Get(id) is { } job ? job.Tenant : null;

    /// <summary>Lets the request know how long this takes.</summary>
    public Task<T> Timed<T>(Func<Task<T>> call) => ServerTiming.Engine(context, call);

    /// <summary>The job as this caller's: in its trace, and of its tenant if it is confined to one.</summary>
    private JobSpec OfCaller(JobSpec spec) => spec with { TraceParent = TraceContext.Of(context.Request), Tenant = Tenants.TenantOf(context) ?? spec.Tenant };

    private JobCalls Calls => context.RequestServices.GetRequiredService<JobCalls>();

    private IJobQueryGrain Query => _grains.GetGrain<IJobQueryGrain>(0);

    [LoggerMessage(86, LogLevel.Warning, "A job of many was not answered (trace {TraceId})")]
    private static partial void LogUnanswered(ILogger logger, Exception error, string traceId);
}

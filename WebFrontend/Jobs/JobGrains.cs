using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The grains of jobs as one request asks them, which is told how long they took (<see cref="ServerTiming"/>).</summary>
internal sealed class JobGrains(HttpContext context) : IBindableFromHttpContext<JobGrains>
{
    private readonly IGrainFactory _grains = context.RequestServices.GetRequiredService<IGrainFactory>();

    public static ValueTask<JobGrains?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new JobGrains(context));

    /// <summary>Submits a job under its key, or as a new one.</summary>
    public Task<SubmitResult> Submit(JobSpec spec, string? key) => Timed(() => SubmitOne(spec, key));

    /// <summary>Submits one of many that are under way at a time.</summary>
    public Task<SubmitResult> SubmitOne(JobSpec spec, string? key)
    {
        spec = spec with { Keyed = key is not null, TraceParent = TraceContext.Of(context.Request) };
        if (spec is { Debounce.Key: var debounce, Keyed: false })
            return _grains.GetGrain<IDebounceGrain>(JobId.OfDebounce(spec.Tenant, spec.Kind, debounce)).Submit(spec);
        var id = key is null ? context.RequestServices.GetRequiredService<IIdSource>().NewId() : JobId.FromKey(spec.Tenant, key);
        return context.RequestServices.GetRequiredService<JobCalls>().Submit(id, spec);
    }

    /// <summary>The job, if asked to as soon as it has ended; null if there is none.</summary>
    public async Task<Job?> Get(JobKey key, TimeSpan wait)
    {
        if (key.Id is not { } id) return null;
        return await Timed(() => wait > TimeSpan.Zero
            ? context.RequestServices.GetRequiredService<JobWaiter>().Wait(id, wait, context.RequestAborted)
            : Query.Get(id));
    }

    /// <summary>Changes a job.</summary>
    public async Task<ChangeResult> Change(JobKey key, Func<IJobGrain, Task<ChangeResult>> change) =>
        key.Id is { } id ? await Timed(() => change(_grains.GetGrain<IJobGrain>(id))) : new ChangeResult.NotFound();

    /// <summary>Asks for what is known of many jobs.</summary>
    public Task<T> Ask<T>(Func<IJobQueryGrain, Task<T>> ask) => Timed(() => ask(Query));

    /// <summary>Lets the request know how long this takes.</summary>
    public Task<T> Timed<T>(Func<Task<T>> call) => ServerTiming.Engine(context, call);

    private IJobQueryGrain Query => _grains.GetGrain<IJobQueryGrain>(0);
}

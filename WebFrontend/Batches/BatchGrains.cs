using OrleansJobs.Batches;
using OrleansJobs.WebFrontend.Jobs;

namespace OrleansJobs.WebFrontend.Batches;

/// <summary>The grains of batches and of their jobs, as one request asks them.</summary>
internal sealed class BatchGrains(HttpContext context) : IBindableFromHttpContext<BatchGrains>
{
    private readonly IGrainFactory _grains = Of<IGrainFactory>(context);
    private readonly JobGrains _jobs = new(context);
    private readonly KindAccess _access = new(context);

    public static ValueTask<BatchGrains?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new BatchGrains(context));

    /// <summary>Reads batches.</summary>
    public IBatchQueryGrain Query => _grains.GetGrain<IBatchQueryGrain>(0);

    /// <summary>A batch to be changed.</summary>
    public IBatchGrain Batch(Guid id) => _grains.GetGrain<IBatchGrain>(id);

    /// <summary>An id for something new.</summary>
    public Guid NewId() => Of<IIdSource>(context).NewId();

    /// <summary>What is wrong with jobs that are to be submitted together; null if nothing is. Nothing is stored.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="others">Other jobs to whose kinds the caller gives work.</param>
    public async Task<Problem?> ProblemOf(ImmutableArray<JobSpec> jobs, params IEnumerable<JobSpec?> others)
    {
        var most = Of<IOptions<RequestLimitOptions>>(context).Value.Batch;
        if (jobs.Length > most) return Problem.Invalid(new FieldError { Field = "jobs", Message = $"must be at most {most}; nothing was submitted" });
        foreach (var kind in jobs.Concat(others.OfType<JobSpec>()).Select(job => job.Kind).Distinct())
            if (await _access.Refusal(kind) is { } refusal) return refusal;
        return await Query.Check(jobs) is { IsEmpty: false } errors ? Problem.Invalid(errors) : null;
    }

    /// <summary>Submits jobs of a batch, many at a time.</summary>
    /// <returns>Why one of them was not taken; null if all are stored.</returns>
    public async Task<Problem?> Submit(Guid batch, IReadOnlyList<(Guid Id, JobSpec Spec)> jobs)
    {
        Problem? first = null;
        await Of<BulkTurns>(context).ForEach(jobs.Count, async index =>
        {
            if (first is not null) return;
            var (id, spec) = jobs[index];
            var result = await _jobs.OneOfMany(() => _jobs.SubmitAs(id, spec with { Batch = batch }));
            if (result is not (SubmitResult.Accepted or SubmitResult.Existing)) Interlocked.CompareExchange(ref first, At(index, JobResults.ProblemOf(result)), null);
        });
        return first;
    }

    private static Problem At(int index, Problem problem) =>
        problem with { Errors = [.. problem.Errors.Select(error => error with { Field = $"jobs[{index}].{error.Field}" })] };

    private static T Of<T>(HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}

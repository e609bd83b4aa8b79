using System.Buffers;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The jobs of one batch: each is read and submitted by itself, many at a time.</summary>
internal sealed class BulkItems(HttpContext context) : IBindableFromHttpContext<BulkItems>
{
    // So that a small body of many faults makes no large answer.
    private const int FaultsOfItem = 5;

    private readonly KindAccess _access = new(context);
    private readonly BulkTurns _turns = Of<BulkTurns>(context);
    private readonly Redaction _redaction = Of<Redaction>(context);
    private readonly bool _wantsJobs = context.Request.Headers["Prefer"].Any(one => one?.Contains("return=representation", StringComparison.OrdinalIgnoreCase) == true);

    public static ValueTask<BulkItems?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new BulkItems(context));

    /// <summary>Submits them all.</summary>
    /// <returns>An outcome for each.</returns>
    public async Task<BulkOutcome[]> SubmitAll(BulkBody body, IdempotencyKey key, JobGrains jobs)
    {
        var outcomes = new BulkOutcome[body.Count];
        await _turns.ForEach(outcomes.Length, async index => outcomes[index] = await Submit(body[index], key.OfItem(index), jobs));
        return outcomes;
    }

    private async Task<BulkOutcome> Submit(ReadOnlySequence<byte> text, string? batchKey, JobGrains jobs)
    {
        var (spec, key, fault) = Read(text);
        if ((fault ?? await _access.Refusal(spec!.Kind)) is { } problem) return Refused(problem);
        return await jobs.OneOfMany(() => jobs.SubmitOne(spec!, key ?? batchKey)) switch
        {
            SubmitResult.Accepted { Job: var job } => Made(202, job),
            SubmitResult.Existing { Job: var job } => Made(200, job),
            var result => Refused(JobResults.ProblemOf(result)),
        };
    }

    private (JobSpec? Spec, string? Key, Problem? Problem) Read(ReadOnlySequence<byte> text)
    {
        using var json = StrictJson.Parse(text);
        if (json.Problem is { } problem) return (null, null, problem);
        var fields = new FieldReader(json.Root, _redaction);
        var spec = JobSpecForm.Read(fields);
        var key = fields.Text(IdempotencyKey.Field);
        if (key is not null && IdempotencyKey.FaultOf(key) is { } fault) fields.Fault(IdempotencyKey.Field, fault);
        fields.RefuseOthers();
        return (spec, key, fields.Faults.Count == 0 ? null : Problem.Invalid(fields.Faults));
    }

    private BulkOutcome Made(int status, Job job) => new(status, job.Id, _wantsJobs ? job : null);

    private BulkOutcome Refused(Problem problem) => new(
        problem.Status, Problem: ProblemWriter.Document(context, problem with { Errors = [.. problem.Errors.Take(FaultsOfItem)] }));

    private static T Of<T>(HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}

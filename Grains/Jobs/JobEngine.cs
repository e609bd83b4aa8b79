using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Live;
using OrleansJobs.Grains.Push;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// What every job's grain of a silo works with. One object, as each part would be looked up again for each job that is activated.
/// </summary>
internal sealed class JobEngine(
    IJobStore store,
    IDependencyStore dependencies,
    IStepStore steps,
    JobKinds kinds,
    OutsideKinds outside,
    JobRulebook rules,
    AttemptRunner runner,
    AttemptRegistry attempts,
    ProbationGate probation,
    StartGate gate,
    IOwners owners,
    IJobWatch watch,
    JobMetrics metrics,
    IIdSource ids,
    Webhooks webhooks,
    TimeProvider time,
    IOptions<LimitOptions> limits,
    ILogger<JobGrain> logger)
{
    public IJobStore Store => store;

    public IDependencyStore Dependencies => dependencies;

    public IStepStore Steps => steps;

    public JobKinds Kinds => kinds;

    public JobRulebook Rules => rules;

    public AttemptRunner Runner => runner;

    public AttemptRegistry Attempts => attempts;

    public ProbationGate Probation => probation;

    public StartGate Gate => gate;

    public IOwners Owners => owners;

    public IJobWatch Watch => watch;

    public JobMetrics Metrics => metrics;

    public IIdSource Ids => ids;

    public Webhooks Webhooks => webhooks;

    public TimeProvider Time => time;

    public LimitOptions Limits { get; } = limits.Value;

    public ILogger Logger => logger;

    /// <inheritdoc cref="OutsideKinds.Know(string)"/>
    public ValueTask Know(string kind) => outside.Know(kind);

    /// <inheritdoc cref="OutsideKinds.Know(string)"/>
    public ValueTask Know(IEnumerable<string> kinds) => outside.Know(kinds);

    /// <summary>All that is wrong with a request, whose kind was asked for by <see cref="Know(string)"/>; of the input only if nothing else is.</summary>
    public ImmutableArray<FieldError> Check(JobSpec spec)
    {
        if (kinds.Find(spec.Kind) is not { } kind)
            return [new FieldError { Field = "kind", Message = $"is not one of the registered kinds: {string.Join(", ", kinds.Names.Concat(kinds.Outside.Select(other => other.Name)).Order(StringComparer.Ordinal))}" }];
        if (kind.Options.Own) return [new FieldError { Field = "kind", Message = "is one whose jobs the service alone makes" }];
        if (SealedJson.FaultOf(spec.Input, "The input") is { } closed) return [new FieldError { Field = "input", Message = $"cannot be used. {closed}" }];
        var errors = JobSpecRules.Check(spec, Limits, time.Now());
        if (webhooks.FaultOf(spec.OnCompleted) is { } fault) errors = errors.Add(fault);
        if (!kind.Options.Outside && !spec.Requires.IsEmpty)
            errors = errors.Add(new FieldError { Field = "requires", Message = "is only for kinds that workers outside run" });
        if (errors.IsEmpty && kind.Check(spec.Input) is { } misfit)
            return [new FieldError { Field = "input", Message = misfit }];
        return errors;
    }
}

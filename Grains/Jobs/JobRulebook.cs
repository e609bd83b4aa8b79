using Microsoft.Extensions.Options;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Gives the rules for a job of some kind, from the options.</summary>
public sealed class JobRulebook
{
    private readonly JobKinds _kinds;
    private readonly JobRules _rules;
    private readonly JobRules _forever;

    /// <summary>Reads the options once: they hold until the process ends.</summary>
    public JobRulebook(JobKinds kinds, IOptions<AttemptOptions> attempts, IOptions<RetentionOptions> retention, IOptions<LimitOptions> limits)
    {
        _kinds = kinds;
        _rules = new JobRules
        {
            PoisonAfter = attempts.Value.PoisonAfter,
            AttemptsKept = attempts.Value.Kept,
            KeepPayload = retention.Value.Payload,
            LostLeases = attempts.Value.LostLeases,
            LogLines = limits.Value.LogLines,
        };
        _forever = _rules with { KeepPayload = null };
    }

    /// <summary>The rules for jobs of this kind.</summary>
    public JobRules For(string kind) => _kinds.Find(kind)?.Options.KeepForever == true ? _forever : _rules;
}

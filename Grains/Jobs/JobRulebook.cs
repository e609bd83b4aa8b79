using Microsoft.Extensions.Options;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Gives the rules for a job of some kind, from the options.</summary>
public sealed class JobRulebook
{
    private readonly JobKinds _kinds;
    private readonly JobRules _rules;
    private readonly JobRules _forever;
    private readonly Dictionary<string, JobRules> _ofKinds;

    /// <summary>Reads the options once: they hold until the process ends.</summary>
    public JobRulebook(JobKinds kinds, IOptions<AttemptOptions> attempts, RetentionRules retention, IOptions<LimitOptions> limits)
    {
        _kinds = kinds;
        _rules = new JobRules
        {
            PoisonAfter = attempts.Value.PoisonAfter,
            AttemptsKept = attempts.Value.Kept,
            KeepPayload = retention.PayloadsOf(null),
            LostLeases = attempts.Value.LostLeases,
            LogLines = limits.Value.LogLines,
        };
        _forever = _rules with { KeepPayload = PayloadTimes.Forever };
        _ofKinds = retention.Kinds.ToDictionary(kind => kind, kind => _rules with { KeepPayload = retention.PayloadsOf(kind) }, StringComparer.Ordinal);
    }

    /// <summary>The rules for jobs of this kind. What the settings say of it precedes what its registration says.</summary>
    public JobRules For(string kind) =>
        _ofKinds.TryGetValue(kind, out var own) ? own
        : _kinds.Find(kind)?.Options.KeepForever == true ? _forever
        : _rules;
}

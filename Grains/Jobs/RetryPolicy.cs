using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Decides whether, and after what pause, a failed attempt is repeated. Pure.</summary>
public static class RetryPolicy
{
    /// <summary>Whether a job that has failed <paramref name="failures"/> times may be tried again.</summary>
    public static bool Allows(RetryRule rule, int failures) => failures < rule.MaxAttempts;

    /// <summary>
    /// The pause after failure number <paramref name="failures"/> (from 1): exponential backoff, cut at
    /// <see cref="RetryRule.MaxDelay"/>, then changed by chance within the share <see cref="RetryRule.Jitter"/>, but never to
    /// more than <see cref="RetryRule.MaxDelay"/>.
    /// </summary>
    /// <param name="rule">The job's rule.</param>
    /// <param name="failures">Failures so far, the last included.</param>
    /// <param name="chance">From 0 to below 1; 0.5 leaves the pause as it is.</param>
    public static TimeSpan Delay(RetryRule rule, int failures, double chance)
    {
        var grown = rule.InitialDelay.TotalSeconds * Math.Pow(rule.Factor, failures - 1);
        var cut = Math.Min(grown, rule.MaxDelay.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Min(cut * (1 + rule.Jitter * (2 * chance - 1)), rule.MaxDelay.TotalSeconds));
    }
}

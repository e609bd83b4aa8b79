using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Settings;

/// <summary>The settings that say how long ended jobs are kept.</summary>
internal static class RetentionSettings
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_520);

    public static IServiceCollection AddRetentionSettings(this IServiceCollection services)
    {
        services.AddSection<RetentionOptions>(RetentionOptions.Section)
            .InRange("Retention:Payload", retention => retention.Payload, TimeSpan.Zero, Longest)
            .InRange("Retention:Row", retention => retention.Row, TimeSpan.Zero, Longest)
            .InRange("Retention:SweepEvery", retention => retention.SweepEvery, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1))
            .InRange("Retention:SweepBatch", retention => retention.SweepBatch, 1, 100_000);
        services.AddSingleton<IValidateOptions<RetentionOptions>, TermCheck>();
        return services;
    }

    private sealed class TermCheck : IValidateOptions<RetentionOptions>
    {
        public ValidateOptionsResult Validate(string? name, RetentionOptions options)
        {
            var faults = Terms(options).SelectMany(term => new[] { Fault($"{term.Key}:Payload", term.Term.Payload), Fault($"{term.Key}:Row", term.Term.Row) }).OfType<string>().ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        private static IEnumerable<(string Key, RetentionTerm Term)> Terms(RetentionOptions options) =>
        [
            .. Ends(RetentionOptions.Section, options.Succeeded, options.Failed, options.Cancelled),
            .. options.Kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).SelectMany(kind => OfKind($"{RetentionOptions.Section}:Kinds:{kind.Key}", kind.Value)),
        ];

        private static IEnumerable<(string Key, RetentionTerm Term)> OfKind(string key, KindRetention kind) =>
            [(key, kind), .. Ends(key, kind.Succeeded, kind.Failed, kind.Cancelled)];

        private static IEnumerable<(string Key, RetentionTerm Term)> Ends(string key, RetentionTerm succeeded, RetentionTerm failed, RetentionTerm cancelled) =>
            [($"{key}:Succeeded", succeeded), ($"{key}:Failed", failed), ($"{key}:Cancelled", cancelled)];

        private static string? Fault(string key, TimeSpan? time) =>
            time < TimeSpan.Zero || time > Longest ? $"{key}: \"{time}\" is not allowed; it must be from {TimeSpan.Zero} to {Longest}." : null;
    }
}

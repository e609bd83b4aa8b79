using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Access;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Jobs.Actions;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Queues;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Settings;

namespace OrleansJobs.Silo;

/// <summary>The sections of the configuration that the engine reads, and what is allowed in them.</summary>
internal static class EngineSettings
{
    private static readonly TimeSpan Decade = TimeSpan.FromDays(3_652);

    public static IServiceCollection AddEngineSettings(this IServiceCollection services)
    {
        services.AddSection<LimitOptions>(LimitOptions.Section)
            .InRange("Limits:Input", limits => limits.Input, 1, 1 << 30)
            .InRange("Limits:InputSchema", limits => limits.InputSchema, 1, 1 << 20)
            .InRange("Limits:Kinds", limits => limits.Kinds, 0, 100_000)
            .InRange("Limits:Result", limits => limits.Result, 1, 1 << 30)
            .InRange("Limits:Checkpoint", limits => limits.Checkpoint, 1, 1 << 30)
            .InRange("Limits:ErrorMessage", limits => limits.ErrorMessage, 1, 1_000_000)
            .InRange("Limits:LogLine", limits => limits.LogLine, 1, 1_000_000)
            .InRange("Limits:LogLines", limits => limits.LogLines, 0, 1_000_000)
            .InRange("Limits:ReportInterval", limits => limits.ReportInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1))
            .InRange("Limits:Tags", limits => limits.Tags, 0, 1_000)
            .InRange("Limits:Labels", limits => limits.Labels, 0, 100)
            .InRange("Limits:Parents", limits => limits.Parents, 0, 1_000)
            .InRange("Limits:Steps", limits => limits.Steps, 0, 100_000)
            .InRange("Limits:BatchJobs", limits => limits.BatchJobs, 0, 10_000_000)
            .InRange("Limits:Name", limits => limits.Name, 1, 1_000)
            .InRange("Limits:Attempts", limits => limits.Attempts, 1, 10_000)
            .InRange("Limits:Ahead", limits => limits.Ahead, TimeSpan.FromSeconds(1), 10 * Decade);
        services.AddSection<AttemptOptions>(AttemptOptions.Section)
            .InRange("Attempts:PoisonAfter", attempts => attempts.PoisonAfter, 1, 1_000)
            .InRange("Attempts:LostLeases", attempts => attempts.LostLeases, 1, 1_000)
            .InRange("Attempts:Kept", attempts => attempts.Kept, 1, 10_000)
            .InRange("Attempts:CpuThreads", attempts => attempts.CpuThreads, 0, 1_024)
            .InRange("Attempts:StopGrace", attempts => attempts.StopGrace, TimeSpan.Zero, TimeSpan.FromHours(1))
            .InRange("Attempts:StopPatience", attempts => attempts.StopPatience, TimeSpan.Zero, TimeSpan.FromHours(1));
        services.AddSection<ApiKeyOptions>(ApiKeyOptions.Section)
            .InRange("Access:Keys", access => access.Keys, 0, 100_000)
            .InRange("Access:NoteUseEvery", access => access.NoteUseEvery, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))
            .InRange("Access:KeepAudit", access => access.KeepAudit, TimeSpan.FromDays(1), 10 * Decade);
        services.AddSection<ActionOptions>(ActionOptions.Section)
            .InRange("Actions:AtOnce", actions => actions.AtOnce, 1, 500)
            .InRange("Actions:CountLooks", actions => actions.CountLooks, 1, 10_000_000);
        services.AddRetentionSettings();
        services.AddSection<IdempotencyOptions>(IdempotencyOptions.Section)
            .InRange("Idempotency:Window", idempotency => idempotency.Window, TimeSpan.Zero, 10 * Decade);
        services.AddSection<SchedulingOptions>(SchedulingOptions.Section)
            .InRange("Scheduling:MissedAfter", scheduling => scheduling.MissedAfter, TimeSpan.FromSeconds(1), Decade)
            .InRange("Scheduling:Backfill", scheduling => scheduling.Backfill, 1, 1_000_000);
        services.AddSection<TelemetryOptions>(TelemetryOptions.Section)
            .InRange("Telemetry:Series", telemetry => telemetry.Series, 1, 100_000)
            .InRange("Telemetry:DepthEvery", telemetry => telemetry.DepthEvery, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        services.AddSection<SchedulesOptions>(SchedulesOptions.Section);
        services.AddSection<QueuesOptions>(QueuesOptions.Section);
        services.AddSingleton<IValidateOptions<QueuesOptions>, QueueCheck>();
        return services;
    }

    private sealed class QueueCheck : IValidateOptions<QueuesOptions>
    {
        public ValidateOptionsResult Validate(string? name, QueuesOptions options)
        {
            var faults = options.OrderBy(queue => queue.Key, StringComparer.Ordinal).SelectMany(queue => Faults(queue.Key, queue.Value)).ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        private static IEnumerable<string> Faults(string name, QueueOptions queue)
        {
            if (queue.Concurrency is < 1 or > QueueSettings.LargestConcurrency)
                yield return $"Queues:{name}:Concurrency: \"{queue.Concurrency}\" is not allowed; it must be from 1 to {QueueSettings.LargestConcurrency}.";
            if (queue.Window is < 10 or > 100_000)
                yield return $"Queues:{name}:Window: \"{queue.Window}\" is not allowed; it must be from 10 to 100000.";
        }
    }
}

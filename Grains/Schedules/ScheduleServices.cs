using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>Registers schedules with a silo's services.</summary>
public static class ScheduleServices
{
    /// <summary>Makes a schedule when a silo starts, or makes it so again. It is checked before the silo starts.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="name">Its name: letters, digits, dots, underscores, hyphens.</param>
    /// <param name="spec">When it submits jobs, and which.</param>
    /// <exception cref="ArgumentException">The name is not of that form.</exception>
    public static IServiceCollection AddSchedule(this IServiceCollection services, string name, ScheduleSpec spec)
    {
        if (!QueueName.IsPossible(name)) throw new ArgumentException($"\"{name}\" cannot be the name of a schedule.", nameof(name));
        return services.AddSingleton(new DeclaredSchedule(name, spec));
    }

    internal static IServiceCollection AddSchedules(this IServiceCollection services)
    {
        services.AddSingleton<ScheduleMetrics>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SchedulePinger>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ScheduleDeclarer>();
        return services.AddSingleton<IValidateOptions<SchedulesOptions>, Check>();
    }

    /// <summary>Says what is wrong with the declared schedules.</summary>
    private sealed class Check(IEnumerable<DeclaredSchedule> inCode, JobEngine engine) : IValidateOptions<SchedulesOptions>
    {
        public ValidateOptionsResult Validate(string? name, SchedulesOptions options)
        {
            var faults = inCode.SelectMany(Faults).Concat(options.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(FaultsOf)).ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        private IEnumerable<string> FaultsOf(KeyValuePair<string, ScheduleOptions> entry)
        {
            if (!QueueName.IsPossible(entry.Key)) return [$"{SchedulesOptions.Section}:{entry.Key}: cannot be the name of a schedule."];
            return IsJson(entry.Value.Job.Input)
                ? Faults(new DeclaredSchedule(entry.Key, entry.Value.ToSpec()))
                : [$"{SchedulesOptions.Section}:{entry.Key}:Job:Input: \"{entry.Value.Job.Input}\" is not allowed; it must be JSON."];
        }

        private IEnumerable<string> Faults(DeclaredSchedule schedule) => ScheduleRules.Check(schedule.Spec, engine.Check)
            .Select(fault => $"{SchedulesOptions.Section}:{schedule.Name}:{Setting(fault.Field)} {fault.Message.TrimEnd('.')}.");

        /// <summary>Job:Kind of job.kind.</summary>
        private static string Setting(string field) => string.Join(':', field.Split('.').Select(part => $"{char.ToUpperInvariant(part[0])}{part[1..]}"));

        private static bool IsJson(string? text)
        {
            try
            {
                if (text is not null) JsonDocument.Parse(text).Dispose();
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}

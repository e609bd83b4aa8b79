using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Numbers;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Settings;

/// <summary>The section "Numbers" of the configuration, and what is allowed in it.</summary>
internal static class NumbersSettings
{
    public static IServiceCollection AddNumbersSettings(this IServiceCollection services)
    {
        services.AddSection<NumbersOptions>(NumbersOptions.Section)
            .InRange("Numbers:SourceDelay", numbers => numbers.SourceDelay, TimeSpan.Zero, TimeSpan.FromMinutes(5))
            .InRange("Numbers:SourceTimeout", numbers => numbers.SourceTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5))
            .InRange("Numbers:SourceLimit", numbers => numbers.SourceLimit, 1L << 10, 1L << 32)
            .InRange("Numbers:SourceAttempts", numbers => numbers.SourceAttempts, 1, 10)
            .InRange("Numbers:SourceRetryDelay", numbers => numbers.SourceRetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1))
            .InRange("Numbers:Deadline", numbers => numbers.Deadline, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10))
            .InRange("Numbers:ConcurrentSums", numbers => numbers.ConcurrentSums, 1, 10_000)
            .InRange("Numbers:WaitingSums", numbers => numbers.WaitingSums, 0, 100_000)
            .InRange("Numbers:SumThreads", numbers => numbers.SumThreads, 0, 1_024);
        services.AddSingleton<IValidateOptions<NumbersOptions>, Check>();
        return services;
    }

    private sealed class Check : IValidateOptions<NumbersOptions>
    {
        public ValidateOptionsResult Validate(string? name, NumbersOptions options)
        {
            if (options.SourceUrl is { } text && !IsUrl(text))
                return ValidateOptionsResult.Fail($"Numbers:SourceUrl: \"{text}\" is not allowed; it must be an address such as https://example.org/numbers?n={{count}}.");
            if (options.SourceUrl is null && options.Deadline <= options.SourceDelay)
                return ValidateOptionsResult.Fail($"Numbers:Deadline: \"{options.Deadline}\" is not allowed; it must be longer than Numbers:SourceDelay (\"{options.SourceDelay}\").");
            return ValidateOptionsResult.Success;
        }

        private static bool IsUrl(string text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
    }
}

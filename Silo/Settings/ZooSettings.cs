using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Zoo;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Settings;

/// <summary>What is allowed in the section "Zoo".</summary>
internal static class ZooSettings
{
    public static IServiceCollection AddZooSettings(this IServiceCollection services)
    {
        services.AddSection<ZooOptions>(ZooOptions.Section);
        services.AddSingleton<IValidateOptions<ZooOptions>, ZooCheck>();
        return services;
    }

    private sealed class ZooCheck : IValidateOptions<ZooOptions>
    {
        public ValidateOptionsResult Validate(string? name, ZooOptions options)
        {
            if (options.MinDelay < TimeSpan.Zero)
                return ValidateOptionsResult.Fail($"Zoo:MinDelay: \"{options.MinDelay}\" is not allowed; it must not be negative.");
            if (options.MaxDelay > TimeSpan.FromDays(1))
                return ValidateOptionsResult.Fail($"Zoo:MaxDelay: \"{options.MaxDelay}\" is not allowed; it must be at most one day.");
            var (first, last) = ZooDraw.WholeSeconds(options.MinDelay, options.MaxDelay);
            if (last < first)
                return ValidateOptionsResult.Fail($"Zoo:MaxDelay: \"{options.MaxDelay}\" is not allowed; there must be a whole second from Zoo:MinDelay (\"{options.MinDelay}\") to it.");
            try
            {
                return ZooWords.From(options).FindFault() is { } fault ? ValidateOptionsResult.Fail(fault + ".") : ValidateOptionsResult.Success;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return ValidateOptionsResult.Fail($"Zoo:WordFile: \"{options.WordFile}\" cannot be read: {error.Message}");
            }
        }
    }
}

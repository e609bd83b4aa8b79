using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Traffic;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Settings;

/// <summary>What is allowed in the settings of test runs.</summary>
internal static class TrafficSettings
{
    public static IServiceCollection AddTrafficSettings(this IServiceCollection services)
    {
        services.AddSection<TrafficTestOptions>(TrafficTestOptions.Section)
            .InRange("Traffic:TestRequests", traffic => traffic.TestRequests, 0, 1_000_000_000)
            .InRange("Traffic:TestParallelism", traffic => traffic.TestParallelism, 1, 10_000)
            .InRange("Traffic:TestTimeout", traffic => traffic.TestTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        services.AddSingleton<IValidateOptions<TrafficTestOptions>, UrlCheck>();
        return services;
    }

    private sealed class UrlCheck : IValidateOptions<TrafficTestOptions>
    {
        public ValidateOptionsResult Validate(string? name, TrafficTestOptions options) => IsFine(options.TestUrl)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Traffic:TestUrl: \"{options.TestUrl}\" is not allowed; it must be an address without path such as http://127.0.0.1:5000.");

        private static bool IsFine(string? text) => text is null
            || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                && url.PathAndQuery == "/" && url.Fragment.Length == 0 && url.UserInfo.Length == 0);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Push;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Settings;

/// <summary>What is allowed in the section "Push".</summary>
internal static class PushSettings
{
    public static IServiceCollection AddPushSettings(this IServiceCollection services)
    {
        services.AddSection<PushOptions>(PushOptions.Section)
            .InRange("Push:ConnectTimeout", push => push.ConnectTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5))
            .InRange("Push:Timeout", push => push.Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1))
            .InRange("Push:LongestTimeout", push => push.LongestTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1))
            .InRange("Push:Redirects", push => push.Redirects, 0, 20)
            .InRange("Push:MaxResponse", push => push.MaxResponse, 0, 16 << 20)
            .InRange("Push:WebhookResult", push => push.WebhookResult, 0, 1 << 20)
            .InRange("Push:LongestRetryAfter", push => push.LongestRetryAfter, TimeSpan.Zero, TimeSpan.FromDays(365));
        services.AddSingleton<IValidateOptions<PushOptions>, ListCheck>();
        return services;
    }

    private sealed class ListCheck : IValidateOptions<PushOptions>
    {
        public ValidateOptionsResult Validate(string? name, PushOptions options)
        {
            var targets = options.Allow.Index()
                .Where(entry => !PushTargets.IsPossible(entry.Item))
                .Select(entry => $"Push:Allow:{entry.Index}: \"{entry.Item}\" is not allowed; it must be an address, a network such as 10.1.0.0/16, or the name of a host.");

            // A secret is not shown, not even a wrong one.
            var secrets = options.Secrets.Index()
                .Where(entry => WebhookSignature.KeyOf(entry.Item) is null)
                .Select(entry => $"Push:Secrets:{entry.Index}: must be whsec_ and the base64 of 24 to 64 random bytes.");
            var faults = targets.Concat(secrets).ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}

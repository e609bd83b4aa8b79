using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>What the routes of movies need besides the grains.</summary>
internal static class MovieRegistration
{
    public static void AddMovieRoutes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<MovieAccessOptions>(MovieAccessOptions.Section)
            .InRange("Movies:Throttle:Permits", movies => movies.Throttle.Permits, 1, 1_000_000)
            .InRange("Movies:Throttle:Per", movies => movies.Throttle.Per, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1))
            .InRange("Movies:Throttle:Burst", movies => movies.Throttle.Burst, 1, 1_000_000)
            // Without the value: it is a secret.
            .Validate(HasGoodKey, $"Movies:TokenKey: must have at least {DevelopmentTokens.ShortestKey} bytes.");
        if (configuration.Peek<bool>(MovieAccessOptions.Section, nameof(MovieAccessOptions.DevelopmentTokens))) services.AddTokens();
        services.AddSingleton<MovieGate>();
    }

    private static void AddTokens(this IServiceCollection services)
    {
        services.AddAuthentication().AddJwtBearer();
        services.Configure<KeyManagementOptions>(keys => (keys.XmlRepository, keys.XmlEncryptor) = (new UnusedKeys(), new NullXmlEncryptor()));
        services.AddSingleton<DevelopmentTokens>();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<DevelopmentTokens>((options, tokens) => tokens.Configure(options));
    }

    private static bool HasGoodKey(MovieAccessOptions options) =>
        options.TokenKey is null || Encoding.UTF8.GetByteCount(options.TokenKey) >= DevelopmentTokens.ShortestKey;
}

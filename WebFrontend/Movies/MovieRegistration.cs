using Microsoft.AspNetCore.Authentication.JwtBearer;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>What the routes of movies need besides the grains.</summary>
internal static class MovieRegistration
{
    public static void AddMovieRoutes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<MovieAccessOptions>(MovieAccessOptions.Section)
            .Bucket("Movies:Throttle", movies => movies.Throttle)
            // Without the value: it is a secret.
            .Validate(HasGoodKey, $"Movies:TokenKey: must have at least {DevelopmentTokens.ShortestKey} bytes.");
        if (configuration.Peek<bool>(MovieAccessOptions.Section, nameof(MovieAccessOptions.DevelopmentTokens))) services.AddTokens();
        services.AddSingleton<MovieGate>();
    }

    private static void AddTokens(this IServiceCollection services)
    {
        services.AddAuthentication().AddJwtBearer();
        services.KeepNoKeys();
        services.AddSingleton<DevelopmentTokens>();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<DevelopmentTokens>((options, tokens) => tokens.Configure(options));
    }

    private static bool HasGoodKey(MovieAccessOptions options) =>
        options.TokenKey is null || Encoding.UTF8.GetByteCount(options.TokenKey) >= DevelopmentTokens.ShortestKey;
}

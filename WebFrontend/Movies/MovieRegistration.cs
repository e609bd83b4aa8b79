using System.Text;
using Microsoft.Extensions.Options;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>What the routes of movies need besides the grains.</summary>
internal static class MovieRegistration
{
    public static void AddMovieRoutes(this IServiceCollection services)
    {
        services.AddSection<MovieAccessOptions>(MovieAccessOptions.Section)
            .InRange("Movies:Throttle:Permits", movies => movies.Throttle.Permits, 1, 1_000_000)
            .InRange("Movies:Throttle:Per", movies => movies.Throttle.Per, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1))
            .InRange("Movies:Throttle:Burst", movies => movies.Throttle.Burst, 1, 1_000_000)
            // Without the value: it is a secret.
            .Validate(HasGoodKey, $"Movies:TokenKey: must have at least {DevelopmentTokens.ShortestKey} bytes.");
        services.AddSingleton<DevelopmentTokens>();
        services.AddSingleton<IMovieAccess>(provider => IsOn(provider)
            ? new TokenAccess(provider.GetRequiredService<DevelopmentTokens>())
            : new OpenAccess());
        services.AddSingleton<MovieThrottle>();
        services.AddSingleton<MovieGate>();
    }

    /// <summary>Whether development tokens are given out and asked for.</summary>
    public static bool IsOn(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<MovieAccessOptions>>().Value.DevelopmentTokens;

    private static bool HasGoodKey(MovieAccessOptions options) =>
        options.TokenKey is null || Encoding.UTF8.GetByteCount(options.TokenKey) >= DevelopmentTokens.ShortestKey;
}

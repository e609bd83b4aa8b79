using OrleansJobs.Movies;

namespace OrleansJobs.Tests.Grains.Movies;

/// <summary>Movies to try things with.</summary>
internal static class MovieSamples
{
    public const int ThisYear = 2026;

    public static MovieSpec Alien { get; } = Spec("Alien");

    public static MovieSpec Spec(string title, string genre = "Horror", int year = 1979, string expiry = "2030-12-31") => new()
    {
        Title = title,
        Genre = genre,
        ReleaseYear = year,
        ExpiryDate = DateOnly.ParseExact(expiry, "yyyy-MM-dd"),
    };

    public static Movie Movie(string title, string genre = "Horror", int year = 1979, string expiry = "2030-12-31", long version = 1) =>
        new() { Fields = Spec(title, genre, year, expiry), Version = version };
}

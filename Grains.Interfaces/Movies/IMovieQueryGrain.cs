namespace OrleansJobs.Movies;

/// <summary>Reads movies from the store without waking them. Any key does: each silo answers from a few local activations.</summary>
[Alias("IMovieQueryGrain"), Repeatable]
public interface IMovieQueryGrain : IGrainWithIntegerKey
{
    /// <summary>The movie, or null if there is none of this title.</summary>
    [Alias("Get")]
    Task<Movie?> Get(string title);

    /// <summary>A page of the movies that match. A bounded number is looked at for it.</summary>
    [Alias("List")]
    Task<MoviePage> List(MovieFilter filter);
}

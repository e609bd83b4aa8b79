namespace OrleansJobs.Movies;

/// <summary>
/// A movie, by its title: the one place where it is changed, so that of two writers one wins and the other is told. Call it
/// only with a title that <see cref="MovieRules.TitleFault"/> finds nothing wrong with.
/// </summary>
[Alias("IMovieGrain")]
public interface IMovieGrain : IGrainWithStringKey
{
    /// <summary>Adds the movie, unless there is one.</summary>
    [Alias("Add")]
    Task<MovieResult> Add(MovieSpec movie);

    /// <summary>Adds the movie, or replaces the one that there is.</summary>
    [Alias("Put")]
    Task<MovieResult> Put(MovieSpec movie, MovieCondition condition);

    /// <summary>Changes some fields of the movie.</summary>
    [Alias("Patch")]
    Task<MovieResult> Patch(MoviePatch patch, MovieCondition condition);

    /// <summary>Removes the movie.</summary>
    [Alias("Remove")]
    Task<MovieResult> Remove(MovieCondition condition);
}

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A page of movies.</summary>
/// <param name="Movies">The movies in the order asked for.</param>
/// <param name="NextCursor">The parameter "cursor" of the next page; absent on the last one. The header Link has the whole address.</param>
public sealed record MovieList(ImmutableArray<MovieView> Movies, string? NextCursor = null);

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A change of some fields of a movie (RFC 7396): what is absent stays.</summary>
/// <param name="Genre">The genre, 1 to 25 characters.</param>
/// <param name="ReleaseYear">The year of release, before this one.</param>
/// <param name="ExpiryDate">The last day on which it may be shown.</param>
public sealed record MoviePatchBody(string? Genre = null, int? ReleaseYear = null, DateOnly? ExpiryDate = null);

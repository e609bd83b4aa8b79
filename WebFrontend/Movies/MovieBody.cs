namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A movie as it is given. A year may also be a text, and a date have / or : instead of -.</summary>
/// <param name="Genre">The genre, 1 to 25 characters.</param>
/// <param name="ReleaseYear">The year of release, before this one.</param>
/// <param name="ExpiryDate">The last day on which it may be shown.</param>
/// <param name="Title">The title, 1 to 50 characters; where the address has it, it may be left out.</param>
public sealed record MovieBody(string Genre, int ReleaseYear, DateOnly ExpiryDate, string? Title = null);

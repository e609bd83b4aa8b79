namespace OrleansJobs.Movies;

/// <summary>The field by which movies are ordered; those alike in it by title. Texts by code points.</summary>
public enum MovieSort
{
    Title,
    Genre,
    ReleaseYear,
    ExpiryDate,
}

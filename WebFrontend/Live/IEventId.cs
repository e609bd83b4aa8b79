using System.Diagnostics.CodeAnalysis;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>The id of an event: a place in a stream at which a caller can go on.</summary>
/// <typeparam name="T">The type itself.</typeparam>
internal interface IEventId<T>
    where T : class
{
    /// <summary>Reads one that a stream of this kind has given.</summary>
    static abstract bool TryParse(string text, [NotNullWhen(true)] out T? id);
}

using System.Runtime.CompilerServices;

namespace OrleansJobs.Client.Http;

/// <summary>One page of a list.</summary>
internal interface IPage<out T>
{
    /// <summary>What is on the page.</summary>
    IReadOnlyList<T> Items { get; }

    /// <summary>Asks for the next page; null on the last one.</summary>
    string? NextCursor { get; }
}

/// <summary>Reads lists that come in pages.</summary>
internal static class PageReader
{
    /// <summary>Lists all, and asks for a page when it is needed.</summary>
    /// <param name="api">The server.</param>
    /// <param name="pathOf">The page behind a cursor; behind null the first.</param>
    /// <param name="type">How a page is read.</param>
    /// <param name="stop">Ends it.</param>
    public static async IAsyncEnumerable<T> List<T, TPage>(
        ApiCaller api, Func<string?, string> pathOf, JsonTypeInfo<TPage> type, [EnumeratorCancellation] CancellationToken stop)
        where TPage : IPage<T>
    {
        string? cursor = null;
        do
        {
            var page = await api.Get(pathOf(cursor), type, stop).ConfigureAwait(false);
            foreach (var item in page.Items) yield return item;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}

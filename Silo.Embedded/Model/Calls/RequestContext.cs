namespace Orleans.Runtime;

/// <summary>
/// Values that travel down with calls, from caller to callee and never back. A subset of Orleans' members:
/// call-chain re-entrancy is not offered.
/// </summary>
public static class RequestContext
{
    // The dictionary is never changed once it is here: calls and other flows of control share it.
    private static readonly AsyncLocal<Dictionary<string, object>?> Flowing = new();

    public static IEnumerable<string> Keys => Flowing.Value?.Keys ?? Enumerable.Empty<string>();

    public static IEnumerable<KeyValuePair<string, object>> Entries => Flowing.Value ?? [];

    internal static Dictionary<string, object>? Values
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    public static object? Get(string key) => Flowing.Value?.GetValueOrDefault(key);

    public static void Set(string key, object value) =>
        Flowing.Value = new Dictionary<string, object>(Flowing.Value ?? []) { [key] = value };

    /// <returns>Whether there was such a value.</returns>
    public static bool Remove(string key)
    {
        if (Flowing.Value is not { } values || !values.ContainsKey(key))
            return false;
        var rest = new Dictionary<string, object>(values);
        rest.Remove(key);
        Flowing.Value = rest.Count == 0 ? null : rest;
        return true;
    }

    public static void Clear()
    {
        if (Flowing.Value is not null)
            Flowing.Value = null;
    }
}

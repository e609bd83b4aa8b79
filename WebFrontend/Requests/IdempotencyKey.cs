using System.Globalization;
using OrleansJobs.Jobs;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>The header by which a caller makes a submit safe to repeat.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>The member by which an item of a batch has its own key.</summary>
    public const string Field = "idempotencyKey";

    /// <summary>The longest key in characters.</summary>
    public const int Longest = 255;

    /// <summary>What a key must be.</summary>
    public static readonly string Allowed = $"must have 1 to {Longest} printable ASCII characters";

    /// <summary>Whether the text can be a key.</summary>
    public static bool IsValid(string key) => key.Length is > 0 and <= Longest && key.All(c => c is >= ' ' and <= '~');

    /// <summary>
    /// The key of an item that has none of its own, in a batch that has one. The line feed keeps it apart from all keys
    /// that callers can give.
    /// </summary>
    public static string OfItem(string batchKey, int index) => string.Create(CultureInfo.InvariantCulture, $"{batchKey}\n{index}");

    /// <summary>Reads the key; null if there is none. False with a fault if it cannot be one.</summary>
    public static bool TryRead(HttpRequest request, out string? key, out FieldError? fault)
    {
        key = null;
        fault = null;
        var values = request.Headers[Header];
        if (values.Count == 0) return true;
        key = values[0];
        if (values.Count == 1 && key is not null && IsValid(key)) return true;
        fault = new FieldError { Field = Header, Message = $"must be given once, with 1 to {Longest} printable ASCII characters" };
        return false;
    }
}

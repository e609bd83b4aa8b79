using OrleansJobs.Jobs;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>The header by which a caller makes a submit safe to repeat.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>The longest key in characters.</summary>
    public const int Longest = 255;

    /// <summary>Reads the key; null if there is none. False with a fault if it cannot be one.</summary>
    public static bool TryRead(HttpRequest request, out string? key, out FieldError? fault)
    {
        key = null;
        fault = null;
        var values = request.Headers[Header];
        if (values.Count == 0) return true;
        key = values[0];
        if (values.Count == 1 && key is { Length: > 0 and <= Longest } && key.All(c => c is >= ' ' and <= '~')) return true;
        fault = new FieldError { Field = Header, Message = $"must be given once, with 1 to {Longest} printable ASCII characters" };
        return false;
    }
}

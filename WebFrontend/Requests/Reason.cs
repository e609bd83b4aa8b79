using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>The body of a request that may say why.</summary>
/// <param name="Text">Why, for people; at most 1,000 characters.</param>
internal sealed record Reason([property: JsonPropertyName("reason")] string? Text = null);

/// <summary>How it is read.</summary>
internal sealed class ReasonForm : IBodyForm<Reason>
{
    private const int Longest = 1_000;

    public static string Example => """{"reason": "not needed any more"}""";

    public static bool IsOptional => true;

    public static Reason Read(FieldReader fields)
    {
        var reason = fields.Text("reason");
        if (reason is { Length: > Longest }) fields.Fault("reason", $"must have at most {Longest} characters");
        return new Reason(reason);
    }
}

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The body of a request to cancel a job.</summary>
/// <param name="Reason">Why, for people; at most 1,000 characters.</param>
public sealed record CancelRequest(string? Reason = null);

/// <summary>How it is read.</summary>
internal sealed class CancelForm : IBodyForm<CancelRequest>
{
    private const int LongestReason = 1_000;

    public static string Example => """{"reason": "not needed any more"}""";

    public static bool IsOptional => true;

    public static CancelRequest Read(FieldReader fields)
    {
        var request = new CancelRequest(fields.Text("reason"));
        if (request.Reason is { Length: > LongestReason }) fields.Fault("reason", $"must have at most {LongestReason} characters");
        return request;
    }
}

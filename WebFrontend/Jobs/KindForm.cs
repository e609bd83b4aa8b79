using OrleansJobs.Workers;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The shape of the body of a kind that workers run.</summary>
/// <param name="Queue">The queue of jobs that name none.</param>
/// <param name="Retry">When failed attempts are repeated unless the job says otherwise.</param>
/// <param name="Timeout">The longest that one attempt may run unless the job says otherwise; absent: any time.</param>
/// <param name="InputSchema">The JSON Schema (2020-12) that inputs must fit; absent: any does.</param>
internal sealed record KindBody(string Queue = "default", RetryRule? Retry = null, TimeSpan? Timeout = null, Json? InputSchema = null);

/// <summary>The body of a kind that workers run. Whether the values are allowed is the engine's to say.</summary>
internal sealed class KindForm : IBodyForm<OutsideKind>
{
    public static string Example =>
        """{"queue": "images", "timeout": "PT5M", "inputSchema": {"type": "object", "required": ["url"], "properties": {"url": {"type": "string"}}}}""";

    public static Type Shape => typeof(KindBody);

    public static OutsideKind Read(FieldReader fields)
    {
        var absent = new OutsideKind { Name = "" };
        return absent with
        {
            Queue = fields.Text("queue") ?? absent.Queue,
            Retry = fields.Nested("retry") is { } retry ? JobSpecForm.ReadRetry(retry) : absent.Retry,
            Timeout = fields.Duration("timeout"),
            InputSchema = fields.Value("inputSchema"),
        };
    }
}

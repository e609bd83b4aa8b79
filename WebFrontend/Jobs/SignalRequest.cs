namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The body of a signal to a job.</summary>
public sealed record SignalRequest
{
    /// <summary>What the job's handler gets; left out, null.</summary>
    public Json? Value { get; init; }
}

/// <summary>How it is read.</summary>
internal sealed class SignalForm : IBodyForm<SignalRequest>
{
    public static string Example => """{"value": {"approved": true, "by": "ann"}}""";

    public static bool IsOptional => true;

    public static SignalRequest Read(FieldReader fields) => new() { Value = fields.Value("value") };
}

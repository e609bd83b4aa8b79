namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The body of a request to run an ended job again.</summary>
public sealed record RetryRequest
{
    /// <summary>Replaces the job's input; left out, the job keeps it.</summary>
    public Json? Input { get; init; }
}

/// <summary>How it is read.</summary>
internal sealed class RetryForm : IBodyForm<RetryRequest>
{
    public static string Example => """{"input": {"duration": "PT2S"}}""";

    public static bool IsOptional => true;

    public static RetryRequest Read(FieldReader fields) => new() { Input = fields.Input("input") };
}

namespace OrleansJobs.Grains.Jobs.BuiltIn;

/// <summary>The input of <see cref="FailJob"/>.</summary>
public sealed record FailInput
{
    /// <summary>The error's message. Default "This job fails on purpose."</summary>
    public string? Message { get; init; }

    /// <summary>How many attempts fail before one succeeds; null is all of them.</summary>
    public int? Times { get; init; }
}

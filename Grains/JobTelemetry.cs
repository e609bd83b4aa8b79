namespace OrleansJobs.Grains;

/// <summary>The names by which a program that has its own OpenTelemetry takes in what jobs tell: see docs/telemetry.md.</summary>
public static class JobTelemetry
{
    /// <summary>Of the meter, for <c>AddMeter</c>.</summary>
    public const string MeterName = "OrleansJobs";

    /// <summary>Of the source of spans, one an attempt, for <c>AddSource</c>.</summary>
    public const string SourceName = "OrleansJobs";
}

namespace OrleansJobs.WebFrontend.Workers;

/// <summary>The body of a heartbeat.</summary>
/// <param name="Token">The token of the lease.</param>
/// <param name="Progress">How far the job is; absent: as before.</param>
/// <param name="Log">New lines of the job's log, at most 100.</param>
/// <param name="Checkpoint">What the next attempt shall find if this one does not finish; absent: what there is.</param>
internal sealed record HeartbeatBody(Guid Token, JobProgress? Progress = null, ImmutableArray<string>? Log = null, Json? Checkpoint = null);

/// <inheritdoc cref="HeartbeatBody"/>
internal sealed class HeartbeatForm : IBodyForm<AttemptReport>
{
    private const int MostLines = 100;

    public static string Example =>
        """{"token": "8c9ce3a0-58f5-4b6e-a9a4-0f6ad9f2c1de", "progress": {"fraction": 0.5, "message": "half of it"}, "log": ["fetched a.png"]}""";

    public static Type Shape => typeof(HeartbeatBody);

    public static AttemptReport Read(FieldReader fields)
    {
        var report = new AttemptReport
        {
            Token = fields.Required("token", fields.Id),
            Progress = ReadProgress(fields),
            Log = [.. fields.Texts("log").Select(text => new JobLogLine { Attempt = 0, Number = 0, At = default, Text = text })],
            Checkpoint = fields.Value("checkpoint"),
        };
        if (report.Log.Length > MostLines) fields.Fault("log", $"must be at most {MostLines} lines");
        return report;
    }

    private static JobProgress? ReadProgress(FieldReader fields)
    {
        if (fields.Nested("progress") is not { } progress) return null;
        var read = new JobProgress { Fraction = progress.Required("fraction", progress.Number), Message = progress.Text("message") };
        if (read.Fraction is not (>= 0 and <= 1)) progress.Fault("fraction", "must be from 0 to 1");
        progress.RefuseOthers();
        return read;
    }
}

/// <summary>The body of a step that is done.</summary>
/// <param name="Token">The token of the lease.</param>
/// <param name="Value">What it gave; left out, null.</param>
internal sealed record StepBody(Guid Token, Json? Value = null);

/// <inheritdoc cref="StepBody"/>
internal sealed class StepForm : IBodyForm<StepBody>
{
    public static string Example => """{"token": "8c9ce3a0-58f5-4b6e-a9a4-0f6ad9f2c1de", "value": {"bytes": 1024}}""";

    public static StepBody Read(FieldReader fields) => new(fields.Required("token", fields.Id), fields.Value("value"));
}

/// <summary>The body that says that a job is done.</summary>
/// <param name="Token">The token of the lease.</param>
/// <param name="Result">The job's result; left out, null.</param>
internal sealed record CompleteBody(Guid Token, Json? Result = null);

/// <inheritdoc cref="CompleteBody"/>
internal sealed class CompleteForm : IBodyForm<CompleteBody>
{
    public static string Example => """{"token": "8c9ce3a0-58f5-4b6e-a9a4-0f6ad9f2c1de", "result": {"width": 320}}""";

    public static CompleteBody Read(FieldReader fields) => new(fields.Required("token", fields.Id), fields.Value("result"));
}

/// <summary>The body that gives a job back.</summary>
/// <param name="Token">The token of the lease.</param>
internal sealed record ReleaseBody(Guid Token);

/// <inheritdoc cref="ReleaseBody"/>
internal sealed class ReleaseForm : IBodyForm<ReleaseBody>
{
    public static string Example => """{"token": "8c9ce3a0-58f5-4b6e-a9a4-0f6ad9f2c1de"}""";

    public static ReleaseBody Read(FieldReader fields) => new(fields.Required("token", fields.Id));
}

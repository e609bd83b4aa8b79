using System.Text.Json;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>
/// Reads the bodies of requests about jobs: names and types of members. Whether the values are allowed is the engine's
/// to say, which applies the same rules to jobs that come another way.
/// </summary>
internal static class JobRequests
{
    private const int LongestReason = 1_000;

    /// <summary>Reads what a submit asks for. If the faults are not empty, the rest is of no use.</summary>
    public static JobSpec ReadSpec(JsonElement body, out IReadOnlyList<FieldError> faults)
    {
        var fields = new FieldReader(body);
        var spec = ReadSpec(fields);
        fields.RefuseOthers();
        faults = fields.Faults;
        return spec;
    }

    /// <summary>Reads what one item of a batch asks for: as a submit, but its key stands within.</summary>
    public static JobSpec ReadBatchItem(JsonElement body, out string? key, out IReadOnlyList<FieldError> faults)
    {
        var fields = new FieldReader(body);
        var spec = ReadSpec(fields);
        key = fields.Text(IdempotencyKey.Field);
        if (key is not null && !IdempotencyKey.IsValid(key)) fields.Fault(IdempotencyKey.Field, IdempotencyKey.Allowed);
        fields.RefuseOthers();
        faults = fields.Faults;
        return spec;
    }

    /// <summary>Reads a request to cancel a job.</summary>
    public static CancelRequest ReadCancel(JsonElement body, out IReadOnlyList<FieldError> faults)
    {
        var fields = new FieldReader(body);
        var request = new CancelRequest { Reason = fields.Text("reason") };
        if (request.Reason is { Length: > LongestReason }) fields.Fault("reason", $"must have at most {LongestReason} characters");
        fields.RefuseOthers();
        faults = fields.Faults;
        return request;
    }

    /// <summary>Reads a change of a job: null puts back what a submit without the member would give.</summary>
    public static JobPatch ReadPatch(JsonElement body, out IReadOnlyList<FieldError> faults)
    {
        var fields = new FieldReader(body);
        var patch = new JobPatch
        {
            Priority = fields.IsNull("priority") ? 0 : fields.Integer("priority"),
            // A time in the past means now.
            RunAt = fields.IsNull("runAt") ? DateTimeOffset.UnixEpoch : fields.Time("runAt"),
            Queue = fields.Text("queue"),
            ResetQueue = fields.IsNull("queue"),
            Tags = fields.IsNull("tags") ? [] : fields.Has("tags") ? fields.Texts("tags") : null,
            Timeout = fields.Duration("timeout"),
            ResetTimeout = fields.IsNull("timeout"),
        };
        fields.RefuseOthers();
        faults = fields.Faults;
        return patch;
    }

    /// <summary>Reads a request to run a job again.</summary>
    public static RetryRequest ReadRetry(JsonElement body, out IReadOnlyList<FieldError> faults)
    {
        var fields = new FieldReader(body);
        var request = new RetryRequest { Input = fields.Value("input") };
        fields.RefuseOthers();
        faults = fields.Faults;
        return request;
    }

    private static JobSpec ReadSpec(FieldReader fields) => new()
    {
        Kind = fields.RequiredText("kind"),
        Input = fields.Value("input"),
        Queue = fields.Text("queue"),
        Priority = fields.Integer("priority") ?? 0,
        RunAt = fields.Time("runAt"),
        Delay = fields.Duration("delay"),
        Timeout = fields.Duration("timeout"),
        ExpiresAt = fields.Time("expiresAt"),
        Retry = fields.Nested("retry") is { } retry ? ReadRetry(retry) : null,
        Tags = fields.Texts("tags"),
    };

    private static RetryRule ReadRetry(FieldReader fields)
    {
        var absent = new RetryRule();
        var rule = new RetryRule
        {
            MaxAttempts = fields.Integer("maxAttempts") ?? absent.MaxAttempts,
            InitialDelay = fields.Duration("initialDelay") ?? absent.InitialDelay,
            Factor = fields.Number("factor") ?? absent.Factor,
            MaxDelay = fields.Duration("maxDelay") ?? absent.MaxDelay,
            Jitter = fields.Number("jitter") ?? absent.Jitter,
        };
        fields.RefuseOthers();
        return rule;
    }
}

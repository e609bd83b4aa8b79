namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>A change of a job: null puts back what a submit without the member would give.</summary>
internal sealed class JobPatchForm : IBodyForm<JobPatch>
{
    public static string Example => """{"priority": 10, "queue": "slow", "timeout": null}""";

    public static Type Shape => typeof(PatchRequest);

    public static ImmutableArray<string> OtherMediaTypes => ["application/merge-patch+json"];

    public static JobPatch Read(FieldReader fields) => new()
    {
        Priority = fields.IsNull("priority") ? 0 : fields.Integer("priority"),
        // A time in the past means now.
        RunAt = fields.IsNull("runAt") ? DateTimeOffset.UnixEpoch : fields.Time("runAt"),
        Queue = fields.Text("queue"),
        ResetQueue = fields.IsNull("queue"),
        Lane = fields.Text("lane"),
        ResetLane = fields.IsNull("lane"),
        Tags = fields.IsNull("tags") ? [] : fields.Has("tags") ? fields.Texts("tags") : null,
        Timeout = fields.Duration("timeout"),
        ResetTimeout = fields.IsNull("timeout"),
    };
}

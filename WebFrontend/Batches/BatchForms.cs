using OrleansJobs.Batches;
using OrleansJobs.WebFrontend.Jobs;

namespace OrleansJobs.WebFrontend.Batches;

/// <summary>What the body of a new batch asks for.</summary>
internal sealed record NewBatch(BatchSpec Spec, ImmutableArray<JobSpec> Jobs, bool IsOpen);

/// <summary>The body of a new batch. Whether the values are allowed is the engine's to say.</summary>
internal sealed class BatchForm : IBodyForm<NewBatch>
{
    public static string Example =>
        """{"jobs": [{"kind": "sleep", "input": {"duration": "PT1S"}}, {"kind": "noop"}], "onCompleted": {"kind": "noop", "tags": ["done"]}}""";

    public static Type Shape => typeof(BatchBody);

    public static NewBatch Read(FieldReader fields) => new(
        new BatchSpec
        {
            OnCompleted = ReadJob(fields.Nested("onCompleted")),
            OnSucceeded = ReadJob(fields.Nested("onSucceeded")),
            OnFailed = ReadJob(fields.Nested("onFailed")),
            Tags = fields.Texts("tags"),
        },
        ReadJobs(fields),
        fields.Flag("open") ?? false);

    /// <summary>The jobs that the member "jobs" lists.</summary>
    public static ImmutableArray<JobSpec> ReadJobs(FieldReader fields) => [.. fields.Items("jobs").Select(job => ReadJob(job)!)];

    private static JobSpec? ReadJob(FieldReader? fields)
    {
        if (fields is null) return null;
        var job = JobSpecForm.Read(fields);
        fields.RefuseOthers();
        return job;
    }
}

/// <summary>The body of more jobs of an open batch.</summary>
internal sealed class MoreJobsForm : IBodyForm<ImmutableArray<JobSpec>>
{
    public static string Example => """{"jobs": [{"kind": "noop"}]}""";

    public static Type Shape => typeof(MoreJobsBody);

    public static ImmutableArray<JobSpec> Read(FieldReader fields) => BatchForm.ReadJobs(fields);
}

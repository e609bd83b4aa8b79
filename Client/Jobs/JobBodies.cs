using System.Text.Json.Nodes;

namespace OrleansJobs.Client;

internal sealed record JobPage(IReadOnlyList<Job> Jobs, string? NextCursor) : IPage<Job>
{
    [JsonIgnore]
    public IReadOnlyList<Job> Items => Jobs;
}

internal sealed record LogPage(IReadOnlyList<JobLogLine> Lines, string? NextCursor) : IPage<JobLogLine>
{
    [JsonIgnore]
    public IReadOnlyList<JobLogLine> Items => Lines;
}

internal sealed record StepPage(IReadOnlyList<JobStep> Steps, string? NextCursor) : IPage<JobStep>
{
    [JsonIgnore]
    public IReadOnlyList<JobStep> Items => Steps;
}

internal sealed record SubmitReply(IReadOnlyList<SubmitOutcome> Items);

internal sealed record ReasonBody(string? Reason);

internal sealed record RetryBody(JsonElement? Input);

internal sealed record SignalBody(JsonElement? Value);

internal sealed record ActionBody(JobAction Action, JsonObject Filter, bool? DryRun);

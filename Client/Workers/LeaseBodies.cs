namespace OrleansJobs.Client;

internal sealed record LeaseReply(IReadOnlyList<Lease> Jobs);

internal sealed record HeartbeatBody(Guid Token, JobProgress? Progress, IReadOnlyList<string>? Log, JsonElement? Checkpoint);

internal sealed record StepBody(Guid Token, JsonElement? Value);

internal sealed record CompleteBody(Guid Token, JsonElement? Result);

internal sealed record FailBody(Guid Token, FailError Error, bool Retryable, DateTimeOffset? HoldQueueUntil);

internal sealed record FailError(string Type, string Message);

internal sealed record ReleaseBody(Guid Token);

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>
/// The body of a change of a job (RFC 7396): what is absent stays, null puts back what a submit without the member would give.
/// </summary>
/// <param name="Priority">-100 to 100; higher runs first within the queue.</param>
/// <param name="RunAt">Not before this time. Not of a running job.</param>
/// <param name="Queue">The queue. Not of a running job.</param>
/// <param name="Lane">The lane. Not of a running job.</param>
/// <param name="Tags">All tags that the job shall have.</param>
/// <param name="Timeout">The longest that one attempt may run, from the next one on.</param>
public sealed record PatchRequest(
    int? Priority = null, DateTimeOffset? RunAt = null, string? Queue = null, string? Lane = null, ImmutableArray<string>? Tags = null, TimeSpan? Timeout = null);

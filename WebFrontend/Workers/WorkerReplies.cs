using OrleansJobs.Workers;

namespace OrleansJobs.WebFrontend.Workers;

/// <summary>What a worker gets of a queue.</summary>
/// <param name="Jobs">The jobs that are its own from now on; none if there was none until the wait was over.</param>
public sealed record LeaseList(ImmutableArray<LeasedJob> Jobs);

/// <summary>The workers of a queue, or of all.</summary>
/// <param name="Workers">Those that have asked for jobs within the last two minutes, by queue and name: at most 1,000 of a queue, and 10,000 of all.</param>
public sealed record WorkerList(ImmutableArray<WorkerStatus> Workers);

/// <summary>What a worker is told that says it is still there.</summary>
/// <param name="CancelRequested">Whether the job was cancelled: stop, nothing that is said of this attempt counts any more.</param>
/// <param name="LeaseUntil">Until when the job is its own, unless it says so again before; absent if it is not.</param>
public sealed record HeartbeatReply(bool CancelRequested, DateTimeOffset? LeaseUntil = null);

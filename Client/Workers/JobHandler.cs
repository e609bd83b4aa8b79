namespace OrleansJobs.Client;

/// <summary>Runs an attempt of a job.</summary>
/// <param name="job">The job.</param>
/// <param name="stop">Is cancelled when the job was cancelled or its lease got lost, and when the worker stops and its grace is over.</param>
/// <returns>The job's result; null: JSON's null.</returns>
internal delegate Task<JsonElement?> JobHandler(LeasedJob job, CancellationToken stop);

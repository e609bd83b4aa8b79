namespace OrleansJobs.Grains.Jobs;

/// <summary>Who is told of the ends of a job.</summary>
/// <param name="Url">Where the requests go.</param>
/// <param name="Number">The number of the end that comes next, or that the job has: from 1, one more with each retry by an operator.</param>
public sealed record EndWebhook(string Url, int Number = 1);

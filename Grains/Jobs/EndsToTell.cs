namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Which ends of a job are told. It follows from the committed rows alone: an end that was folded into one write with a retry was seen by nobody. Pure.
/// </summary>
internal static class EndsToTell
{
    /// <summary>The row with the number of its end among those that are committed.</summary>
    /// <param name="before">The row as it is; null if there is none.</param>
    /// <param name="after">The row as it is to be, numbered by all the events that made it.</param>
    public static JobRecord Numbered(JobRecord? before, JobRecord after)
    {
        if (after.Webhook is not { } webhook) return after;
        var next = before?.Webhook is { Number: var number } ? before.HasEnded ? number + 1 : number : 1;
        return webhook.Number <= next ? after : after with { Webhook = webhook with { Number = next } };
    }

    /// <summary>The job that is to tell of the next end, if this commit is the first that knows of it; else null.</summary>
    public static Guid? NotedBy(JobRecord? before, JobRecord after) => after.Delivery == before?.Delivery ? null : after.Delivery;
}

namespace OrleansJobs.Client;

/// <summary>Something that happened to a job.</summary>
public abstract record JobEvent
{
    private JobEvent()
    {
    }

    /// <summary>Lets a stream go on behind this event; null: it goes on behind the one before.</summary>
    public string? Id { get; init; }

    /// <summary>A job is in a new state, or was changed.</summary>
    /// <param name="Job">The job, without input and result.</param>
    public sealed record StateChanged(Job Job) : JobEvent;

    /// <summary>A job has got further.</summary>
    /// <param name="Progress">How far.</param>
    public sealed record Progressed(JobProgress Progress) : JobEvent;

    /// <summary>A job wrote to its log.</summary>
    /// <param name="Line">The line.</param>
    public sealed record Logged(JobLogLine Line) : JobEvent;

    /// <summary>A job has succeeded. The last event of a stream of one job.</summary>
    /// <param name="Value">The job's result.</param>
    public sealed record Result(JsonElement Value) : JobEvent;

    /// <summary>Events may have been missed: read what you need to know. Only in streams of many jobs.</summary>
    public sealed record Reset : JobEvent;

    /// <summary>An event that this client does not know: the server is newer.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Data">Its data.</param>
    public sealed record Other(string Type, string Data) : JobEvent;
}

namespace OrleansJobs.Simulation.Traffic;

/// <summary>What a job of kind <see cref="WorkJob"/> does.</summary>
internal sealed record WorkInput
{
    /// <summary>Of a debounced job: tells the submits of its key apart, and grows from one to the next.</summary>
    public int Value { get; init; }

    /// <summary>Pauses, each followed by a report.</summary>
    public int Steps { get; init; }

    /// <summary>How long each pause is.</summary>
    public int StepMilliseconds { get; init; }

    /// <summary>Durable steps after that.</summary>
    public int DurableSteps { get; init; }

    /// <summary>How long it sleeps after those.</summary>
    public int SleepMilliseconds { get; init; }

    /// <summary>How long it waits for a signal after that; 0: it does not.</summary>
    public int SignalMilliseconds { get; init; }

    /// <summary>Jobs to which it fans out after that.</summary>
    public int Children { get; init; }

    /// <summary>Attempts that fail before one succeeds.</summary>
    public int Failures { get; init; }

    /// <summary>First attempts that kill their process.</summary>
    public int Deaths { get; init; }

    /// <summary>For how long it asks that no other job of its queue starts; 0: it does not.</summary>
    public int HoldMilliseconds { get; init; }

    /// <summary>Whether it goes on when it is told to stop.</summary>
    public bool IsDeaf { get; init; }

    /// <summary>Whether it saves a checkpoint after each step.</summary>
    public bool Saves { get; init; }
}

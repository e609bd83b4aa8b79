namespace OrleansJobs.Simulation.Store;

/// <summary>A bug put in on purpose, to show that the checkers find it.</summary>
internal enum Plant
{
    None,

    /// <summary>The store says "committed" and forgets, now and then.</summary>
    WritesLost,

    /// <summary>The store does not compare versions.</summary>
    VersionsIgnored,

    /// <summary>The store lets starts of earlier activations of a queue commit.</summary>
    EpochsIgnored,

    /// <summary>Jobs that end are stored as waiting again, now and then.</summary>
    DeadRise,

    /// <summary>A queue is told that it is not paused.</summary>
    PauseForgotten,

    /// <summary>A queue is told that nothing holds it.</summary>
    BreakerForgotten,

    /// <summary>A queue is told that it has no lanes.</summary>
    LanesForgotten,

    /// <summary>The store says that permits are stored, and forgets them.</summary>
    PermitsForgotten,

    /// <summary>A queue is told that one of its lanes has no share in it.</summary>
    ShareForgotten,

    /// <summary>A job that a later submit of its debounce key becomes keeps its input, now and then.</summary>
    DebounceForgotten,

    /// <summary>The store does not find the job that takes the submits of a debounce key, now and then, and lets a second one take them.</summary>
    DebounceDoubled,

    /// <summary>The store forgets that a job for which others wait has ended.</summary>
    EndsForgotten,

    /// <summary>Those who wait for a job are told that it succeeded, however it ended.</summary>
    EndsEmbellished,

    /// <summary>The store forgets the jobs that are to tell of ends.</summary>
    DeliveriesForgotten,

    /// <summary>The store does not count ends of jobs of batches, now and then.</summary>
    BatchEndsForgotten,

    /// <summary>The store completes batches of which one job has not ended.</summary>
    BatchesEndEarly,

    /// <summary>The store does not cancel what a handler has fanned out to when its job ends.</summary>
    ChildrenForgotten,

    /// <summary>The store forgets the values of signals.</summary>
    SignalsForgotten,

    /// <summary>The store lets leases end when they begin.</summary>
    LeasesCut,

    /// <summary>The store forgets which steps have been done.</summary>
    StepsForgotten,

    /// <summary>The store forgets which runs of a schedule are to be submitted.</summary>
    ClaimsForgotten,

    /// <summary>A schedule is told that it has had no run.</summary>
    LastRunForgotten,

    /// <summary>A read of a job brings its row as it was before the last change, now and then.</summary>
    ReadsStale,

    /// <summary>No queue is ever reminded to look at its rows.</summary>
    PingsMissing,

    /// <summary>A zoo query's answer follows from its attempt, not from its id.</summary>
    ZooGuesses,

    /// <summary>A service that a grain needs is not registered.</summary>
    RegistrationMissing,

    /// <summary>The store says "committed" before the commit is done. Only with real storage.</summary>
    AnswersEarly,
}

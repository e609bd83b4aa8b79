namespace OrleansJobs.Simulation.Faults;

/// <summary>What can go wrong. docs/simulation.md says of each why it is fair.</summary>
internal enum FaultKind
{
    /// <summary>A silo's process dies between two turns, and is started again a little later.</summary>
    Crash,

    /// <summary>All processes die at once.</summary>
    RestartAll,

    /// <summary>A process dies, and of its commit under way only the first writes take effect.</summary>
    TornBatch,

    /// <summary>A commit takes effect, but its answer does not arrive.</summary>
    LostAcknowledgement,

    /// <summary>A commit has no effect, and nobody knows.</summary>
    UnknownWrite,

    /// <summary>A commit fails and has no effect.</summary>
    FailedWrite,

    /// <summary>A read fails.</summary>
    FailedRead,

    /// <summary>A commit takes seconds.</summary>
    SlowWrite,

    /// <summary>A read takes seconds.</summary>
    SlowRead,

    /// <summary>Another writer changes a row, so that the next write under the old version is refused.</summary>
    EtagConflict,

    /// <summary>The silos fall into two groups that do not hear each other: each has activations of its own of all grains.</summary>
    Partition,

    /// <summary>A silo that lives is declared dead; it learns of it some time later.</summary>
    Eviction,

    /// <summary>A process does nothing for some seconds, and then goes on.</summary>
    StandStill,

    /// <summary>A call between silos is lost.</summary>
    LostMessage,

    /// <summary>A call between silos arrives seconds later than others.</summary>
    LateMessage,

    /// <summary>A one-way call between silos arrives more than once.</summary>
    RepeatedMessage,

    /// <summary>A call between silos runs, but its caller gets no answer.</summary>
    LostAnswer,

    /// <summary>A machine's wall clock is set.</summary>
    ClockJump,
}

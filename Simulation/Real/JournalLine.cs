using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Real;

/// <summary>Something that a client asked for or was told: one line of JSON on a process's standard output.</summary>
internal sealed record JournalLine
{
    public enum Event
    {
        Submitting,
        Accepted,
        Existing,
        KeyReused,
        Asking,
        Changed,
        Read,
    }

    public required Event What { get; init; }

    public required Guid Id { get; init; }

    public string? Key { get; init; }

    public JobSpec? Spec { get; init; }

    public Wish Wish { get; init; }

    public Job? Job { get; init; }

    /// <summary>How many changes were committed by then: <see cref="CommittedChange.Number"/> of the last.</summary>
    public long After { get; init; }

    /// <summary>Tells the checkers of it.</summary>
    public void Tell(History history)
    {
        switch (What)
        {
            case Event.Submitting:
                history.Submitting(Id, Spec!);
                break;
            case Event.Accepted:
                history.Submitted(Key, Id, Spec!, new SubmitResult.Accepted { Job = Job! });
                break;
            case Event.Existing:
                history.Submitted(Key, Id, Spec!, new SubmitResult.Existing { Job = Job! });
                break;
            case Event.KeyReused:
                history.Submitted(Key, Id, Spec!, new SubmitResult.KeyReused());
                break;
            case Event.Asking:
                history.Asking(Id, Wish);
                break;
            case Event.Changed:
                history.Changed(Id, Wish, new ChangeResult.Changed { Job = Job! });
                break;
            case Event.Read:
                history.Read(null, Id, Job);
                break;
        }
    }
}

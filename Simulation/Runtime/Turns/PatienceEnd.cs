namespace OrleansJobs.Simulation.Runtime;

/// <summary>One wait of a <see cref="Patience"/>; its token is cancelled at the end.</summary>
internal sealed class PatienceEnd : CancellationTokenSource
{
    public PatienceEnd(long due)
    {
        Due = due;
        Node = new LinkedListNode<PatienceEnd>(this);
    }

    public long Due { get; }

    public LinkedListNode<PatienceEnd> Node { get; }
}

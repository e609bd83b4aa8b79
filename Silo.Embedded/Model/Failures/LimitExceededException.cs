namespace Orleans.Runtime;

/// <summary>A queue is full: too many calls wait for one activation. A subset of Orleans' members.</summary>
[GenerateSerializer]
public sealed class LimitExceededException : OrleansException
{
    public LimitExceededException(string message)
        : base(message)
    {
    }
}

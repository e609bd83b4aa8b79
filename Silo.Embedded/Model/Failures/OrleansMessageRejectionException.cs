namespace Orleans.Runtime;

/// <summary>The host did not deliver a call. Safe calls may be repeated. A subset of Orleans' members.</summary>
[GenerateSerializer]
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message)
        : base(message)
    {
    }

    internal OrleansMessageRejectionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

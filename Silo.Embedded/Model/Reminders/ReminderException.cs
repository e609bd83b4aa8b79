namespace Orleans.Runtime;

/// <summary>A reminder could not be registered or removed, most often because its handle is stale. A subset of Orleans' members.</summary>
[GenerateSerializer]
public sealed class ReminderException : OrleansException
{
    public ReminderException(string message)
        : base(message)
    {
    }
}

namespace Orleans.Concurrency;

/// <summary>A call of this interface method is complete when it is sent: it has no deadline, may be lost, and its failure is only logged.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;

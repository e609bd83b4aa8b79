namespace Orleans.Concurrency;

/// <summary>Calls of this interface method may run beside another read-only call that blocks the activation.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;

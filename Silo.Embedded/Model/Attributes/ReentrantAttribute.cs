namespace Orleans.Concurrency;

/// <summary>All calls of this grain class may run beside each other, one turn at a time.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;

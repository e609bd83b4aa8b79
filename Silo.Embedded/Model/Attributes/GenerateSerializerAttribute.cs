namespace Orleans;

/// <summary>Marks a message or state type, whose members carry <see cref="IdAttribute"/>. Means nothing in one process.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute;

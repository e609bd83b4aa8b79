namespace OrleansJobs;

/// <summary>
/// Marks calls that may be made again when their answer was lost, because they change nothing, or nothing more the second time.
/// On an interface: all of its calls.
/// </summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method)]
public sealed class RepeatableAttribute : Attribute;

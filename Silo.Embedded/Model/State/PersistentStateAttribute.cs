namespace Orleans.Runtime;

/// <summary>Asks for a stored state in a grain's constructor.</summary>
/// <param name="stateName">Name of the state; unique per grain class.</param>
/// <param name="storageName">Key of the <see cref="Storage.IGrainStorage"/> service; null for the default one.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    public string StateName { get; } = stateName;

    public string? StorageName { get; } = storageName;
}

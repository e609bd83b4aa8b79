using Orleans.Runtime;

namespace Orleans;

/// <summary>The name of a grain class in ids, instead of the class's own. A subset of Orleans' members.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    private readonly GrainType _grainType = Orleans.Runtime.GrainType.Create(grainType);

    public GrainType GetGrainType(IServiceProvider services, Type type) => _grainType;
}

namespace OrleansJobs.Simulation.Runtime;

/// <summary>Makes references for one silo: Orleans' generated proxies, whose calls the silo's sender sends.</summary>
internal sealed class GrainFactory(CallSender sender, IServiceProvider services) : GrainFactoryBase
{
    private readonly Dictionary<(GrainType, GrainInterfaceType), GrainReferenceShared> _shared = [];

    public override IServiceProvider ServiceProvider => services;

    public override IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType)
    {
        if (!_shared.TryGetValue((grainId.Type, interfaceType), out var shared))
            _shared[(grainId.Type, interfaceType)] = shared = OrleansTypes.All.Share(grainId.Type, interfaceType, sender);
        return OrleansTypes.All.Reference(shared, grainId.Key);
    }

    protected override GrainType Implementing(Type grainInterface, string? classPrefix) => GrainClasses.All.Implementing(grainInterface, classPrefix).Type;
}

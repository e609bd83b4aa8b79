using Orleans.Runtime;

namespace OrleansJobs.Silo.Embedded;

/// <summary>Makes references of any interface to a grain that is already identified.</summary>
internal interface IReferenceFactory
{
    object CreateReference(Type grainInterface, GrainId grainId);
}

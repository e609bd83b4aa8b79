using Orleans.Runtime;

namespace OrleansJobs.Silo.Embedded;

/// <summary>What every reference knows: which grain it means, and who makes references to it.</summary>
internal interface IGrainReference
{
    GrainId GrainId { get; }

    IReferenceFactory References { get; }
}

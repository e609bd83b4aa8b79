using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A call arriving at a grain.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    IGrainContext TargetContext { get; }

    /// <summary>The method of the grain class that will run.</summary>
    MethodInfo ImplementationMethod { get; }
}

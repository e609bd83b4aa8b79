using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A call on its way through the filters. A subset of Orleans' members.</summary>
public interface IGrainCallContext
{
    /// <summary>The grain object that is called.</summary>
    object Grain { get; }

    /// <summary>The calling grain, or the host's client for calls from ordinary code.</summary>
    GrainId? SourceId { get; }

    GrainId TargetId { get; }

    /// <summary>Full name of the interface.</summary>
    string InterfaceName { get; }

    string MethodName { get; }

    MethodInfo InterfaceMethod { get; }

    /// <summary>What the method returned, once it has run; a filter may replace it.</summary>
    object? Result { get; set; }

    /// <summary>Goes on to the next filter, and after the last to the grain.</summary>
    Task Invoke();
}

using Orleans.Runtime;

namespace Orleans;

/// <summary>Marks the interfaces through which grains are called.</summary>
public interface IGrain : IAddressable;

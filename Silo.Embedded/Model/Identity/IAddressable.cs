namespace Orleans.Runtime;

/// <summary>Something that calls can be addressed to: a grain, seen from inside or as a reference.</summary>
public interface IAddressable;

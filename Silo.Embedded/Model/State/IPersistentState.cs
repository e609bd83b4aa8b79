using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>
/// A named state of a grain, injected into its constructor with <see cref="PersistentStateAttribute"/>. It is read
/// before <c>OnActivateAsync</c>; in the constructor it is still empty.
/// </summary>
public interface IPersistentState<TState> : IStorage<TState>;

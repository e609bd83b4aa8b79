namespace Orleans.Runtime;

/// <summary>The stages of one activation; see <see cref="GrainLifecycleStage"/>. A subset of Orleans' members.</summary>
public interface IGrainLifecycle : ILifecycleObservable;

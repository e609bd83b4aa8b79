using Orleans.Runtime;
using OrleansJobs.Silo.Embedded;

namespace Orleans;

/// <summary>
/// Base of grain classes: knows its activation, factory and services. Made by the host only. A subset of Orleans'
/// members.
/// </summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly Activation? _activation = RuntimeContext.Current;

    protected Grain()
    {
    }

    public IGrainContext GrainContext => Activation;

    /// <summary>The text of the grain's id, <c>type/key</c>.</summary>
    public string IdentityString => Activation.GrainId.ToString();

    /// <summary>The name of the silo this activation is on.</summary>
    public string RuntimeIdentity => _activation?.SiloName ?? string.Empty;

    /// <exception cref="InvalidOperationException">Read outside the activation's turns.</exception>
    protected IGrainFactory GrainFactory => Activation.GrainFactory;

    /// <summary>The services of this activation; its scope ends with it.</summary>
    protected internal IServiceProvider ServiceProvider => Activation.ActivationServices;

    private Activation Activation => _activation
        ?? throw new InvalidOperationException("This grain was not made by a grain host and has no activation.");

    /// <inheritdoc cref="IGrainBase.OnActivateAsync"/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="IGrainBase.OnDeactivateAsync"/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <inheritdoc cref="GrainBaseExtensions.DeactivateOnIdle"/>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>
    /// Keeps the activation from idle collection for this long from now; zero or negative withdraws it,
    /// <see cref="TimeSpan.MaxValue"/> is for ever.
    /// </summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.DelayDeactivation(timeSpan);
}

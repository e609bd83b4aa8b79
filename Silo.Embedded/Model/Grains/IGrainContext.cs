namespace Orleans.Runtime;

/// <summary>One activation: a grain's instance in memory with its services and its end. A subset of Orleans' members.</summary>
public interface IGrainContext : IEquatable<IGrainContext>
{
    GrainId GrainId { get; }

    /// <summary>The grain object; null until it is constructed.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of this activation; its scope ends with it.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Lets the grain's components run when it starts and stops.</summary>
    IGrainLifecycle ObservableLifecycle { get; }

    /// <summary>Completes when the activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Asks for the end of this activation: running calls finish, no other starts.</summary>
    /// <param name="cancellationToken">Ends the patience for running calls and <c>OnDeactivateAsync</c> early.</param>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}

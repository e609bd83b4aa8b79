using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Silo.Embedded;

/// <summary>What the classes of the programming model ask of an activation beyond <see cref="IGrainContext"/>.</summary>
internal interface IActivation : IGrainContext
{
    string SiloName { get; }

    /// <exception cref="InvalidOperationException">Read outside the activation's turns.</exception>
    IGrainFactory GrainFactory { get; }

    IReferenceFactory References { get; }

    /// <exception cref="InvalidOperationException">Read outside the activation's turns.</exception>
    IReminders Reminders { get; }

    void DelayDeactivation(TimeSpan timeSpan);

    IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options);
}

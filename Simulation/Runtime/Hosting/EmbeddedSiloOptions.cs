using System.Reflection;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>Settings of an embedded silo. They are checked when it starts.</summary>
public sealed class EmbeddedSiloOptions
{
    /// <summary>Assemblies whose grain classes this silo hosts.</summary>
    public IList<Assembly> GrainAssemblies { get; } = [];

    /// <summary>Single grain classes, beside those of the assemblies.</summary>
    public IList<Type> GrainClasses { get; } = [];

    /// <summary>Name of the service whose data this is, in storage. Default <c>default</c>, as Orleans'.</summary>
    public string ServiceId { get; set; } = "default";

    /// <summary>Name of this silo in logs. Default <c>embedded</c>.</summary>
    public string SiloName { get; set; } = "embedded";

    /// <summary>How long a caller waits; a timeout comes up to a second late. Default 30 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a grain may take to activate. Default 30 s.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// From the request for an activation's end to the end of patience with <c>OnDeactivateAsync</c>; running calls are
    /// waited for in any case. Default 30 s.
    /// </summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an activation stays after its last call. Default 15 min.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Collection ages by full class name. An attribute on the class goes before this.</summary>
    public IDictionary<string, TimeSpan> ClassSpecificCollectionAge { get; } = new Dictionary<string, TimeSpan>();

    /// <summary>How often idle activations are looked for; every age must be longer. Default 1 s.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Default 1 min.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the reminder table is read again. Default 5 min.</summary>
    public TimeSpan ReminderRefreshPeriod { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many calls may wait for one activation; more fail at once. Default 100,000.</summary>
    public int MailboxLimit { get; set; } = 100_000;
}

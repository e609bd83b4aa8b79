using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>What the parts of one silo share.</summary>
internal sealed class SiloCore
{
    /// <summary>How often a call may be sent on from an ending activation.</summary>
    public const int MaxForwardCount = 2;

    private volatile SiloPhase _phase;

    public SiloCore(EmbeddedSilo silo, IServiceProvider services, EmbeddedSiloOptions options, SiloLog log)
    {
        Silo = silo;
        Services = services;
        Options = options;
        Log = log;
        ClientId = GrainId.Create("sys.client", $"hosted-{options.SiloName}");
        Executor = services.GetRequiredService<ITurnExecutor>();
        Router = services.GetRequiredService<ICallRouter>();
        ReminderTable = services.GetService<IReminderTable>();
        Clock = new SiloClock(services.GetService<TimeProvider>() ?? TimeProvider.System);
        ActivationPatience = new Patience(Clock, options.ActivationTimeout);
        DeactivationPatience = new Patience(Clock, options.DeactivationTimeout);
        Collector = new IdleCollector(Clock, options.CollectionQuantum);
        Classes = new GrainClasses(options);
        Catalog = new Catalog(this);
        Sender = new CallSender(this);
        Grains = new GrainFactory(Classes, Sender, services);
        Reminders = new ReminderService(this);
    }

    public EmbeddedSilo Silo { get; }

    public IServiceProvider Services { get; }

    public EmbeddedSiloOptions Options { get; }

    public SiloLog Log { get; }

    /// <summary>Source of calls that come from ordinary code.</summary>
    public GrainId ClientId { get; }

    public ITurnExecutor Executor { get; }

    public ICallRouter Router { get; }

    public SiloClock Clock { get; }

    public Patience ActivationPatience { get; }

    public Patience DeactivationPatience { get; }

    public IdleCollector Collector { get; }

    public UnsettledCalls Unsettled { get; } = new();

    public GrainClasses Classes { get; }

    public Catalog Catalog { get; }

    public CallSender Sender { get; }

    public GrainFactory Grains { get; }

    public IReminderTable? ReminderTable { get; }

    public ReminderService Reminders { get; }

    /// <summary>The silo's filters, in order; known from the start on.</summary>
    public IIncomingGrainCallFilter[] Filters { get; set; } = [];

    /// <summary>Once killed, killed for ever.</summary>
    public SiloPhase Phase
    {
        get => _phase;
        set => _phase = _phase == SiloPhase.Killed ? SiloPhase.Killed : value;
    }

    public SiloUnavailableException Unavailable() =>
        new($"Silo {Options.SiloName} is not running, or stopping ({Phase}).");
}

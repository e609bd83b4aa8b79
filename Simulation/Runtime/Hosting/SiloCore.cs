using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>What the parts of one silo share.</summary>
internal sealed class SiloCore
{
    private readonly SiloMessagingOptions _messaging;
    private SiloPhase _phase;

    public SiloCore(SimulatedSilo silo, string name, IServiceProvider services)
    {
        Silo = silo;
        Services = services;
        Name = name;
        Collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        _messaging = services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;
        Log = services.GetRequiredService<SiloLog>();
        Executor = services.GetRequiredService<ITurnExecutor>();
        Router = services.GetRequiredService<ICallRouter>();
        Clock = new SiloClock(services.GetRequiredService<TimeProvider>());
        Collector = new IdleCollector(Clock, Collection);
        Catalog = new Catalog(this);
        Sender = new CallSender(this);
        Grains = new GrainFactory(Sender, services);
    }

    public SimulatedSilo Silo { get; }

    public IServiceProvider Services { get; }

    public string Name { get; }

    public GrainCollectionOptions Collection { get; }

    /// <summary>How long a caller waits.</summary>
    public TimeSpan ResponseTimeout => _messaging.ResponseTimeout;

    /// <summary>How often a call may be sent on from an ending activation.</summary>
    public int MaxForwardCount => _messaging.MaxForwardCount;

    public SiloLog Log { get; }

    public ITurnExecutor Executor { get; }

    public ICallRouter Router { get; }

    public SiloClock Clock { get; }

    public IdleCollector Collector { get; }

    public UnsettledCalls Unsettled { get; } = new();

    public Catalog Catalog { get; }

    public CallSender Sender { get; }

    public GrainFactory Grains { get; }

    /// <summary>Once killed, killed for ever.</summary>
    public SiloPhase Phase
    {
        get => _phase;
        set => _phase = _phase == SiloPhase.Killed ? SiloPhase.Killed : value;
    }

    public SiloUnavailableException Unavailable() => new($"Silo {Name} is not running, or stopping ({Phase}).");
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using OrleansJobs.Silo;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Tests.Support;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>The storage as one process has it.</summary>
internal sealed class OpenStore : IDisposable
{
    private readonly IDatabaseDriver _driver;
    private readonly Lazy<IGrainStorage> _grains;

    public OpenStore(ITestStore place, StorageOptions? options = null)
    {
        var wrapped = Options.Create(options ?? place.Options);
        _driver = place.NewDriver(wrapped.Value);
        var ids = new RandomIdSource(Time);
        Ownership = new StoreOwnership(_driver, ids);
        Database = new Database(_driver, Ownership, Time, new StoreMetrics(TestMeters.New(), Time), wrapped, NullLogger<Database>.Instance);
        Jobs = new JobTable(Database, ids);
        Queues = new QueueTable(Database);
        _grains = new Lazy<IGrainStorage>(() => place.GrainStates(this, wrapped.Value));
    }

    public FakeTimeProvider Time { get; } = new(Rows.Now);

    public StoreOwnership Ownership { get; }

    public Database Database { get; }

    public JobTable Jobs { get; }

    public QueueTable Queues { get; }

    public IGrainStorage Grains => _grains.Value;

    public static OpenStore Started(ITestStore place, StorageOptions? options = null)
    {
        var store = new OpenStore(place, options);
        store.Database.Start();
        return store;
    }

    public void Dispose()
    {
        Database.Dispose();
        _driver.Dispose();
    }
}

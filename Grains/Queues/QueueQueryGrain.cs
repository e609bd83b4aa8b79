using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>Reads from the store for callers who have none of their own. Without state, several a silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class QueueQueryGrain(IQueueQueries queries, IOptions<QueuesOptions> options) : Grain, IQueueQueryGrain
{
    public async Task<QueueStatus?> Get(string name)
    {
        var settings = await Asked(queries.ReadSettings(name, CancellationToken.None));
        if (settings is null && !options.Value.Names(name)) return null;
        return QueueStatus.Of(name, settings ?? new QueueSettings(), options.Value.For(name).Concurrency);
    }

    /// <summary>Infrastructure that is lost reaches callers as an exception that every host carries.</summary>
    private static async Task<T> Asked<T>(Task<T> read)
    {
        try
        {
            return await read;
        }
        catch (StoreException error)
        {
            throw new TimeoutException("The store cannot be read now.", error);
        }
    }
}

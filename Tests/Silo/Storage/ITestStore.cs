using System.Data.Common;
using Orleans.Storage;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>An empty database of a test's own, gone after it.</summary>
internal interface ITestStore : IDisposable
{
    StorageOptions Options { get; }

    IDatabaseDriver NewDriver(StorageOptions options);

    /// <summary>What keeps the states of grains in this database, which is open.</summary>
    IGrainStorage GrainStates(OpenStore store, StorageOptions options);

    /// <summary>A connection past the code under test.</summary>
    DbConnection Connect();
}

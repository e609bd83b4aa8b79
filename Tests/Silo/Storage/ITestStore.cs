using System.Data.Common;
using Orleans.Storage;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>A database of a test's own, gone after it. It has the tables of this program, and nothing in them.</summary>
internal interface ITestStore : IDisposable
{
    StorageOptions Options { get; }

    /// <summary>Takes its tables away, while nobody has it open.</summary>
    void Empty();

    IDatabaseDriver NewDriver(StorageOptions options);

    /// <summary>What keeps the states of grains in this database, which is open.</summary>
    IGrainStorage GrainStates(OpenStore store, StorageOptions options);

    /// <summary>A connection past the code under test.</summary>
    DbConnection Connect();
}

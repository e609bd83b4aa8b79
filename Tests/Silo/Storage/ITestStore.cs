using System.Data.Common;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>An empty database of a test's own, gone after it.</summary>
internal interface ITestStore : IDisposable
{
    StorageOptions Options { get; }

    IDatabaseDriver NewDriver(StorageOptions options);

    /// <summary>A connection past the code under test.</summary>
    DbConnection Connect();
}

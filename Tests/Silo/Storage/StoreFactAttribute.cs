using Xunit;
using Xunit.Sdk;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>A test of the storage that runs on every database there is; without PostgreSQL its runs there are skipped.</summary>
[XunitTestCaseDiscoverer("OrleansJobs.Tests.Silo.Storage.StoreFactDiscoverer", "OrleansJobs.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreFactAttribute : FactAttribute;

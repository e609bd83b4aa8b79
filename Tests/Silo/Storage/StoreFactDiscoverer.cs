using Xunit.Abstractions;
using Xunit.Sdk;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>Finds out for each class that inherits a test whether its database is there.</summary>
public sealed class StoreFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        IsMissing(testMethod)
            ? new XunitSkippedDataRowTestCase(
                DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(),
                testMethod, $"{PostgreSqlTestStore.Variable} names no PostgreSQL server: {testMethod.Method.Name} ran on SQLite only.")
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);

    private static bool IsMissing(ITestMethod testMethod) =>
        PostgreSqlTestStore.Server is null && testMethod.TestClass.Class.Name.Contains("PostgreSql", StringComparison.Ordinal);
}

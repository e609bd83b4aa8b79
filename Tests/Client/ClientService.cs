using OrleansJobs.Client;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Client;

/// <summary>The whole service, started once for all tests of the client; each uses names of its own.</summary>
public sealed class ClientService : RunningService
{
    private static int _names;

    internal Uri Address => Service.Http.BaseAddress!;

    /// <summary>A name that no other test has.</summary>
    internal static string NewName() => $"n{Interlocked.Increment(ref _names)}";

    /// <summary>A client, perhaps over a line that can be cut.</summary>
    internal OrleansJobsClient NewClient(HttpMessageHandler? line = null, TimeProvider? clock = null) =>
        new(new HttpClient(line ?? new SocketsHttpHandler()) { BaseAddress = Address }, new OrleansJobsClientOptions
        {
            TimeProvider = clock ?? TimeProvider.System,
            RetryDelay = TimeSpan.FromMilliseconds(20),
            MaxRetryDelay = TimeSpan.FromMilliseconds(50),
        });
}

[CollectionDefinition(nameof(ClientService))]
public sealed class ClientServiceTests : ICollectionFixture<ClientService>;

using Xunit;

namespace OrleansJobs.Tests.Support;

/// <summary>The whole service as a process, with a database of its own and no setting: a test has its own, or the tests of a class have one.</summary>
public class RunningService : IAsyncLifetime
{
    private readonly TempDirectory _data = new();

    internal ServiceProcess Service { get; private set; } = null!;

    public async Task InitializeAsync() => Service = await ServiceProcess.Start(_data.Path);

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        _data.Dispose();
    }
}

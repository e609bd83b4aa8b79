using Xunit;

namespace OrleansJobs.Tests.Support;

/// <summary>A test over the whole service as a process, with a database of its own and no setting.</summary>
public abstract class RunningService : IAsyncLifetime
{
    private readonly TempDirectory _data = new();

    private protected ServiceProcess Service { get; private set; } = null!;

    public async Task InitializeAsync() => Service = await ServiceProcess.Start(_data.Path);

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        _data.Dispose();
    }
}

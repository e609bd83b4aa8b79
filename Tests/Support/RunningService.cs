using Xunit;

namespace OrleansJobs.Tests.Support;

/// <summary>The whole service as a process, with a database of its own: a test has its own, or the tests of a class have one.</summary>
public class RunningService : IAsyncLifetime
{
    private readonly TempDirectory _data = new();

    internal ServiceProcess Service { get; private set; } = null!;

    /// <summary>Its settings; none.</summary>
    protected virtual string[] Settings => [];

    public async Task InitializeAsync() => Service = await ServiceProcess.Start(_data.Path, Settings);

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        _data.Dispose();
    }
}

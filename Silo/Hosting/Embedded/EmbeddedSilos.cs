using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Silos;
using OrleansJobs.Silo.Embedded;
using OrleansJobs.Silos;

namespace OrleansJobs.Silo.Hosting;

/// <summary>The one silo of this process.</summary>
internal sealed class EmbeddedSilos(IGrainStatistics statistics, TimeProvider time, IOptions<EmbeddedSiloOptions> options)
    : ISilos, ILifecycleParticipant<ISiloLifecycle>
{
    private DateTimeOffset _startedAt;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(EmbeddedSilos), ServiceLifecycleStage.First, Start, _ => Task.CompletedTask);

    public Task<IReadOnlyList<SiloReport>> GetSilos() => Task.FromResult<IReadOnlyList<SiloReport>>(
    [
        new SiloReport
        {
            Name = options.Value.SiloName,
            Status = "active",
            StartedAt = _startedAt,
            Activations = statistics.Snapshot().Sum(grain => grain.Activations),
        },
    ]);

    public Task<IReadOnlyList<GrainReport>> GetGrains() =>
        Task.FromResult<IReadOnlyList<GrainReport>>([.. statistics.Snapshot().Select(Report)]);

    private Task Start(CancellationToken cancellationToken)
    {
        _startedAt = time.GetUtcNow();
        return Task.CompletedTask;
    }

    private static GrainReport Report(GrainClassStatistics grain) => new()
    {
        Grain = grain.ClassName,
        Activations = grain.Activations,
        Methods = [.. grain.Methods.Where(method => method.Calls > 0).Select(Report)],
    };

    private static GrainMethodReport Report(GrainMethodStatistics method) => new()
    {
        Interface = method.Interface,
        Method = method.Method,
        Calls = method.Calls,
        Failures = method.Failures,
        MeanTime = method.TotalTime / method.Calls,
        LongestTime = method.LongestTime,
    };
}

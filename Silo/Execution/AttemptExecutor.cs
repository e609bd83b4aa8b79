using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Execution;

/// <summary>Runs handlers: those that wait on the thread pool, those that compute on <see cref="CpuScheduler"/>.</summary>
internal sealed class AttemptExecutor(IOptions<AttemptOptions> options) : IAttemptExecutor, IDisposable
{
    private readonly CpuScheduler _cpu =
        new(options.Value.CpuThreads > 0 ? options.Value.CpuThreads : Environment.ProcessorCount, "cpu");

    public Task<T> Run<T>(Func<Task<T>> work, bool cpuBound) =>
        Task.Factory.StartNew(
            work,
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            cpuBound ? _cpu : TaskScheduler.Default).Unwrap();

    public void Dispose() => _cpu.Dispose();
}

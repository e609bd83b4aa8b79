using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Numbers;

namespace OrleansJobs.Silo.Execution;

/// <summary>Makes sums on a <see cref="CpuScheduler"/> of their own, so that jobs which compute do not wait for them.</summary>
internal sealed class SumExecutor(IOptions<NumbersOptions> options) : ISumExecutor, IDisposable
{
    private readonly CpuScheduler _threads =
        new(options.Value.SumThreads > 0 ? options.Value.SumThreads : Math.Max(1, Environment.ProcessorCount - 1), "sum");

    public Task<T> Run<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _threads).Unwrap();

    public void Dispose() => _threads.Dispose();
}

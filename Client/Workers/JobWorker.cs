using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace OrleansJobs.Client;

/// <summary>
/// Runs jobs of a queue: leases as many as it has room for, keeps their leases while their handlers work, and tells how each ended. A handler may run
/// twice for one attempt's work, as when its lease got lost, but only one of them ends the job; durable steps
/// (<see cref="LeasedJob.Step{T}(string, Func{Task{T}}, JsonTypeInfo{T})"/>) are not done again.
/// </summary>
public sealed class JobWorker
{
    private readonly Dictionary<string, JobHandler> _handlers = new(StringComparer.Ordinal);
    private readonly OrleansJobsClient _client;
    private readonly string _queue;
    private readonly JobWorkerOptions _options;
    private readonly ILogger _logger;

    /// <summary>A worker that does not work yet.</summary>
    /// <param name="client">The server.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="options">How it works; null: the defaults.</param>
    /// <param name="logger">Is told what the worker cannot tell the server; null: nobody is.</param>
    /// <exception cref="ArgumentException">An option has a value that is not allowed.</exception>
    public JobWorker(OrleansJobsClient client, string queue, JobWorkerOptions? options = null, ILogger<JobWorker>? logger = null) =>
        (_client, _queue, _options, _logger) = (client, queue, (options ?? new()).Checked(), logger ?? NullLogger<JobWorker>.Instance);

    /// <summary>Runs jobs of a kind, whose result is JSON.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="handler">
    /// Runs an attempt. Its token is cancelled when the job was cancelled or its lease got lost, and when the worker stops and its grace is over.
    /// What it throws is a failure; see <see cref="AttemptFailedException"/>.
    /// </param>
    /// <returns>The worker.</returns>
    /// <exception cref="ArgumentException">The kind has a handler.</exception>
    public JobWorker Handle(string kind, Func<LeasedJob, CancellationToken, Task<JsonElement>> handler) =>
        Add(kind, async (job, stop) => await handler(job, stop).ConfigureAwait(false));

    /// <summary>Runs jobs of a kind that have no result.</summary>
    /// <inheritdoc cref="Handle(string, Func{LeasedJob, CancellationToken, Task{JsonElement}})"/>
    public JobWorker Handle(string kind, Func<LeasedJob, CancellationToken, Task> handler) =>
        Add(kind, async (job, stop) =>
        {
            await handler(job, stop).ConfigureAwait(false);
            return null;
        });

    /// <summary>Runs jobs of a kind.</summary>
    /// <param name="resultType">How the result is written.</param>
    /// <inheritdoc cref="Handle(string, Func{LeasedJob, CancellationToken, Task{JsonElement}})"/>
    public JobWorker Handle<TResult>(string kind, Func<LeasedJob, CancellationToken, Task<TResult>> handler, JsonTypeInfo<TResult> resultType) =>
        Add(kind, async (job, stop) => JsonSerializer.SerializeToElement(await handler(job, stop).ConfigureAwait(false), resultType));

    /// <summary>Runs jobs of a kind.</summary>
    /// <inheritdoc cref="Handle(string, Func{LeasedJob, CancellationToken, Task{JsonElement}})"/>
    [RequiresUnreferencedCode(Reflection.Warning), RequiresDynamicCode(Reflection.Warning)]
    public JobWorker Handle<TResult>(string kind, Func<LeasedJob, CancellationToken, Task<TResult>> handler) =>
        Add(kind, async (job, stop) => JsonSerializer.SerializeToElement(await handler(job, stop).ConfigureAwait(false), JsonSerializerOptions.Web));

    /// <summary>Works until it is stopped. Then it leases no more jobs, lets those that run go on for a while, and gives back what is left.</summary>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="InvalidOperationException">It has no handler.</exception>
    /// <exception cref="OrleansJobsException">The server refuses what it asks for, for good.</exception>
    public async Task Run(CancellationToken stop)
    {
        if (_handlers.Count == 0) throw new InvalidOperationException("The worker has no handler.");
        using var run = new WorkerRun(_client, _queue, _options, _handlers, _logger);
        await run.Run(stop).ConfigureAwait(false);
    }

    private JobWorker Add(string kind, JobHandler handler) =>
        _handlers.TryAdd(kind, handler) ? this : throw new ArgumentException($"Kind {kind} has a handler.", nameof(kind));
}

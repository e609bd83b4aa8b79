using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace OrleansJobs.Client;

/// <summary>A job in the hands of a handler.</summary>
public sealed class LeasedJob
{
    private readonly Lease _lease;
    private readonly Attempt _attempt;
    private readonly ConcurrentDictionary<string, JsonElement> _steps;

    internal LeasedJob(Lease lease, Attempt attempt)
    {
        (_lease, _attempt) = (lease, attempt);
        _steps = new(lease.Steps.Select(step => KeyValuePair.Create(step.Name, step.Value)), StringComparer.Ordinal);
    }

    /// <summary>The job as it was when it was leased.</summary>
    public Job Job => _lease.Job;

    /// <summary>Its id.</summary>
    public Guid Id => Job.Id;

    /// <summary>What it is to be done with; undefined if it has none.</summary>
    public JsonElement Input => Job.Input ?? default;

    /// <summary>What an attempt before this one saved; null: nothing.</summary>
    public JsonElement? Checkpoint => _lease.Checkpoint;

    /// <summary>Reads the input.</summary>
    /// <param name="type">How.</param>
    /// <exception cref="AttemptFailedException">It is not of this type: no retry will do better.</exception>
    public T ReadInput<T>(JsonTypeInfo<T> type) => Read(() => Input.Deserialize(type));

    /// <inheritdoc cref="ReadInput{T}(JsonTypeInfo{T})"/>
    [RequiresUnreferencedCode(Reflection.Warning), RequiresDynamicCode(Reflection.Warning)]
    public T ReadInput<T>() => Read(() => Input.Deserialize<T>(JsonSerializerOptions.Web));

    /// <summary>Says how far the job is. The latest is told within <see cref="JobWorkerOptions.ReportWithin"/>.</summary>
    /// <param name="fraction">0 to 1.</param>
    /// <param name="message">What it is doing, for a person.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 1.</exception>
    public void Progress(double fraction, string? message = null)
    {
        if (fraction is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "It must be from 0 to 1.");
        _attempt.News.Say(new JobProgress(fraction, message));
    }

    /// <summary>Writes a line to the job's log. It is told within <see cref="JobWorkerOptions.ReportWithin"/>; after a broken connection perhaps twice.</summary>
    /// <param name="line">The line.</param>
    public void Log(string line) => _attempt.News.Say(line);

    /// <summary>Keeps something for the next attempt, if this one does not finish. It is told within <see cref="JobWorkerOptions.ReportWithin"/>.</summary>
    /// <param name="checkpoint">What.</param>
    public void SaveCheckpoint(JsonElement checkpoint) => _attempt.News.Say(checkpoint);

    /// <summary>Does a step of the job once: its value is stored, and later attempts get it without doing the step again.</summary>
    /// <param name="name">No other step of the job has it.</param>
    /// <param name="work">The step. It is done again if the worker dies before its value is stored.</param>
    /// <param name="type">How the value is written.</param>
    /// <returns>The value that is stored.</returns>
    /// <exception cref="OperationCanceledException">The lease is over.</exception>
    public async Task<T> Step<T>(string name, Func<Task<T>> work, JsonTypeInfo<T> type) =>
        (await Stored(name, async () => JsonSerializer.SerializeToElement(await work().ConfigureAwait(false), type)).ConfigureAwait(false)).Deserialize(type)!;

    /// <inheritdoc cref="Step{T}(string, Func{Task{T}}, JsonTypeInfo{T})"/>
    [RequiresUnreferencedCode(Reflection.Warning), RequiresDynamicCode(Reflection.Warning)]
    public async Task<T> Step<T>(string name, Func<Task<T>> work) =>
        (await Stored(name, async () => JsonSerializer.SerializeToElement(await work().ConfigureAwait(false), JsonSerializerOptions.Web)).ConfigureAwait(false)).Deserialize<T>(JsonSerializerOptions.Web)!;

    /// <inheritdoc cref="Step{T}(string, Func{Task{T}}, JsonTypeInfo{T})"/>
    public Task Step(string name, Func<Task> work) =>
        Stored(name, async () =>
        {
            await work().ConfigureAwait(false);
            return null;
        });

    private async Task<JsonElement> Stored(string name, Func<Task<JsonElement?>> work)
    {
        if (_steps.TryGetValue(name, out var stored)) return stored;
        var value = await work().ConfigureAwait(false);
        return _steps[name] = await _attempt.SaveStep(name, value).ConfigureAwait(false);
    }

    private static T Read<T>(Func<T?> read)
    {
        try
        {
            return read() ?? throw new JsonException("it is null");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new AttemptFailedException($"The input cannot be read: {error.Message}", error) { IsRetryable = false, ErrorType = "input" };
        }
    }
}

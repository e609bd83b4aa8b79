using System.Text;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>The durable steps of one attempt: what earlier attempts have done, and what this one does.</summary>
internal sealed class JobSteps(Attempt attempt, AttemptReporter reporter, IJobStore jobs, IStepStore store, TimeProvider time, LimitOptions limits)
{
    private const int MostLooks = 3;

    private const string Signal = "signal:";
    private const string Deadline = "deadline:";
    private const string Children = "children:";

    // A process that has stood still for longer may have been taken for dead, and another attempt may run elsewhere.
    private static readonly TimeSpan LongestTrust = TimeSpan.FromSeconds(1);

    private static readonly string[] Reserved = [Signal, Deadline, Children];

    private readonly Lock _lock = new();
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);
    private Task<Dictionary<string, Json>>? _done;
    private long? _lastCurrent;

    /// <summary>The step in which the value of a signal is stored.</summary>
    public static string OfSignal(string name) => Signal + name;

    /// <summary>The step in which is stored until when a signal is waited for.</summary>
    public static string OfDeadline(string name) => Deadline + name;

    /// <summary>The step that has submitted the jobs to which the handler fans out under a name: its value is their number.</summary>
    public static string OfChildren(string name) => Children + name;

    /// <summary>The signal that a batch is completed to whose jobs the handler has fanned out.</summary>
    public static string OfBatch(Guid batch) => Children + batch;

    /// <summary>The batch of whose completion this is the signal; null: it is another one, or none.</summary>
    public static Guid? BatchOf(string? signal) =>
        signal?.StartsWith(Children, StringComparison.Ordinal) == true && Guid.TryParse(signal.AsSpan(Children.Length), out var batch) ? batch : null;

    /// <summary>What is wrong with the name of a step or a signal; null if nothing is.</summary>
    public static string? FaultOf(string name, LimitOptions limits) =>
        name.Length == 0 || name.Length > limits.Name || name.Any(char.IsControl) || name.EnumerateRunes().Contains(Rune.ReplacementChar)
            ? $"must have 1 to {limits.Name} characters, none of them a control character"
        : Array.Find(Reserved, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } reserved
            ? $"must not begin with \"{reserved}\""
            : null;

    /// <summary>The value of a signal, as it is stored by now; null if it has not come.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async Task<Json?> FindSignal(string name)
    {
        var done = await Load();
        lock (_lock)
        {
            if (done.TryGetValue(OfSignal(name), out var known)) return known;
        }

        var value = (await Read()).GetValueOrDefault(OfSignal(name));
        lock (_lock)
        {
            if (value is not null) done[OfSignal(name)] = value;
        }

        return value;
    }

    /// <summary>The value of the step: as it is stored, or else as <paramref name="run"/> gives it, stored before this answers.</summary>
    public async Task<Json> Run(string name, Func<Task<Json>> run)
    {
        var done = await Load();
        if (Begin(name, done) is { } stored) return stored;
        try
        {
            await Look();
            var value = await run();
            if (value.Utf8.Length > limits.Checkpoint)
                throw new NonRetryableException($"The value of the step \"{name}\" has {value.Utf8.Length} bytes; {limits.Checkpoint} are allowed.");
            await Save(new JobStep { Name = name, Value = value });
            lock (_lock) done[name] = value;
            return value;
        }
        finally
        {
            lock (_lock) _running.Remove(name);
        }
    }

    /// <summary>Once, unless it failed.</summary>
    private Task<Dictionary<string, Json>> Load()
    {
        lock (_lock) return _done is null or { IsFaulted: true } or { IsCanceled: true } ? _done = Read() : _done;
    }

    private async Task<Dictionary<string, Json>> Read()
    {
        try
        {
            var steps = await store.ReadSteps(attempt.Job, attempt.Stopping);
            return steps.ToDictionary(step => step.Name, step => step.Value, StringComparer.Ordinal);
        }
        catch (StoreException error)
        {
            throw error.IsSealed ? error : new IOException("The steps of the job cannot be read now.", error);
        }
    }

    /// <summary>The value that is stored; null: it is to be run.</summary>
    private Json? Begin(string name, Dictionary<string, Json> done)
    {
        lock (_lock)
        {
            if (done.TryGetValue(name, out var value)) return value;
            if (done.Count + _running.Count >= limits.Steps) throw new NonRetryableException($"The job has more than {limits.Steps} steps.");
            return _running.Add(name) ? null : throw new InvalidOperationException($"The step \"{name}\" runs already.");
        }
    }

    /// <summary>Makes sure that this is still the job's attempt: what another one has stored must not be done again.</summary>
    /// <exception cref="IOException">The store cannot be read now, or takes too long.</exception>
    /// <exception cref="OperationCanceledException">It is not.</exception>
    private async Task Look()
    {
        for (var looks = 0; !IsTrusted(); looks++)
        {
            if (looks == MostLooks) throw new IOException("The store takes too long to say whether the attempt still counts.");
            var asked = time.GetTimestamp();
            if (await ReadToken() != attempt.Token) throw Superseded();
            Trust(asked);
        }
    }

    private async Task<Guid?> ReadToken()
    {
        try
        {
            return (await jobs.Read(attempt.Job.Id, attempt.Stopping))?.Token;
        }
        catch (StoreException error)
        {
            throw new IOException("The job cannot be read now.", error);
        }
    }

    private bool IsTrusted()
    {
        lock (_lock) return _lastCurrent is { } at && time.GetElapsedTime(at) <= LongestTrust;
    }

    private void Trust(long from)
    {
        lock (_lock) _lastCurrent = from;
    }

    private static OperationCanceledException Superseded() => new("The attempt has been superseded.");

    /// <summary>What has been done is not done again only for want of the store: it is tried until the attempt is over.</summary>
    private async Task Save(JobStep step)
    {
        var asked = time.GetTimestamp();
        switch (await StorePause.Insist(() => reporter.Save(step), result => result == ReportResult.Unavailable, time, attempt.Stopping))
        {
            case ReportResult.Recorded: Trust(asked); return;
            case ReportResult.StaleToken: throw Superseded();
            default: throw new InvalidOperationException("Unknown result of a report.");
        }
    }
}

namespace OrleansJobs.Client;

/// <summary>How a worker works.</summary>
public sealed class JobWorkerOptions
{
    /// <summary>Its name, for people, 1 to 100 characters. Default the machine's name and the process's number.</summary>
    public string Name { get; set; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>Jobs that it runs at a time, 1 to 10,000. Default 16.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>Jobs that one request asks for, 1 to 1,000; servers allow 100 if not configured otherwise. Default 100.</summary>
    public int LeaseAtOnce { get; set; } = 100;

    /// <summary>What it has: it gets no job that requires anything else. Default nothing.</summary>
    public IReadOnlyList<string> Labels { get; set; } = [];

    /// <summary>
    /// How long a job stays the worker's own if the server does not hear of it: at least 1 s; servers allow 1 h if not configured otherwise. It is
    /// heard of each third of it. Jobs of a worker that dies are run elsewhere after so long; longer than a restart of the server. Default 30 s.
    /// </summary>
    public TimeSpan LeaseFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one request waits for jobs: more than zero, at most 60 s, and shorter than the timeout of the HttpClient. Default 30 s.</summary>
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Progress and log are told this long after a handler said them, at the latest; at least 10 ms. Default 1 s.</summary>
    public TimeSpan ReportWithin { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Lines of one job's log that wait to be told, 1 to 100,000; more are dropped, and the log says how many. Default 1,000.</summary>
    public int LogBuffer { get; set; } = 1_000;

    /// <summary>How long a stop lets running handlers go on before they are cancelled. Not negative. Default 10 s.</summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stop waits for handlers that were cancelled; the jobs of those that do not heed it are given back all the same. Not negative. Default 5 s.</summary>
    public TimeSpan CancelPeriod { get; set; } = TimeSpan.FromSeconds(5);

    internal JobWorkerOptions Checked()
    {
        Check(Name.Length is >= 1 and <= 100, nameof(Name), "must have 1 to 100 characters");
        Check(Concurrency is >= 1 and <= 10_000, nameof(Concurrency), "must be from 1 to 10,000");
        Check(LeaseAtOnce is >= 1 and <= 1_000, nameof(LeaseAtOnce), "must be from 1 to 1,000");
        Check(LeaseFor >= TimeSpan.FromSeconds(1), nameof(LeaseFor), "must be at least 1 s");
        Check(Wait > TimeSpan.Zero && Wait <= TimeSpan.FromSeconds(60), nameof(Wait), "must be more than zero and at most 60 s");
        Check(ReportWithin >= TimeSpan.FromMilliseconds(10), nameof(ReportWithin), "must be at least 10 ms");
        Check(LogBuffer is >= 1 and <= 100_000, nameof(LogBuffer), "must be from 1 to 100,000");
        Check(GracePeriod >= TimeSpan.Zero, nameof(GracePeriod), "must not be negative");
        Check(CancelPeriod >= TimeSpan.Zero, nameof(CancelPeriod), "must not be negative");
        return this;
    }

    private static void Check(bool holds, string option, string rule)
    {
        if (!holds) throw new ArgumentException($"{nameof(JobWorkerOptions)}.{option} {rule}.");
    }
}

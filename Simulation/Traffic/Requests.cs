using System.Globalization;
using System.Text.Json;
using OrleansJobs.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>Random requests.</summary>
/// <param name="chance">Where they come from.</param>
/// <param name="start">The time from which on they are made.</param>
/// <param name="deadly">Whether there are jobs that kill their process.</param>
internal sealed class Requests(Chance chance, DateTimeOffset start, bool deadly)
{
    /// <summary>The value of every signal.</summary>
    public const string SignalValue = "\"go\"";

    /// <summary>A job of any kind.</summary>
    public JobSpec Spec() => Filled(chance) with
    {
        Priority = chance.From(-1, 1),
        Delay = chance.OneIn(4) ? chance.Seconds(0, 20) : null,
        Timeout = chance.OneIn(6) ? chance.Seconds(0.05, 3) : null,
        ExpiresAt = chance.OneIn(12) ? start + chance.Seconds(0, 90) : null,
        OnCompleted = chance.OneIn(6) ? Receiver.Webhook : null,
    };

    /// <summary>The job behind a few of these, mostly of the last.</summary>
    public JobSpec Behind(JobSpec spec, IReadOnlyList<Guid> jobs) => spec with
    {
        After = [.. Enumerable.Range(0, chance.From(1, 3)).Select(_ => jobs[^chance.From(1, Math.Min(jobs.Count, chance.OneIn(4) ? jobs.Count : 4))]).Distinct()],
        OnParentFailure = chance.OneIn(3) ? ParentFailure.Run : ParentFailure.Cancel,
    };

    /// <summary>A batch with some callbacks.</summary>
    public BatchSpec Batch() => new()
    {
        OnCompleted = chance.OneIn(2) ? Filled(chance) : null,
        OnSucceeded = chance.OneIn(2) ? Filled(chance) : null,
        OnFailed = chance.OneIn(2) ? Filled(chance) : null,
    };

    /// <summary>The request that belongs to a key: always the same.</summary>
    public JobSpec SpecOf(int key)
    {
        var own = new Chance((ulong)key);
        return Filled(own) with { Keyed = true, Delay = own.OneIn(3) ? own.Seconds(0, 10) : null, OnCompleted = own.OneIn(4) ? Receiver.Webhook : null };
    }

    /// <summary>A job that waits for a signal.</summary>
    public JobSpec Waiting() => Worker(Input(chance) with { SignalMilliseconds = chance.From(2_000, 20_000) });

    public JobPatch Patch(long version) => new()
    {
        Priority = chance.OneIn(2) ? chance.From(-2, 2) : null,
        Queue = chance.OneIn(3) ? chance.Pick(TrafficQueues.All) : null,
        Lane = chance.OneIn(5) ? chance.Pick(TrafficQueues.Lanes) : null,
        ResetLane = chance.OneIn(10),
        RunAt = chance.OneIn(4) ? start + chance.Seconds(0, 90) : null,
        Timeout = chance.OneIn(5) ? chance.Seconds(0.05, 5) : null,
        Versions = chance.OneIn(4) ? [version] : [],
    };

    private JobSpec Filled(Chance from)
    {
        var queue = from.Pick(TrafficQueues.All);
        var (kind, input) = queue == TrafficQueues.Broken && from.OneIn(2) ? Failing(from) : Work(from);
        return new JobSpec
        {
            Kind = kind,
            Input = input,
            Requires = kind == Carriers.Kind && from.OneIn(4) ? [Carriers.Label] : [],
            Queue = queue,
            Lane = from.Pick(TrafficQueues.Lanes),
            Cost = from.OneIn(8) ? from.From(2, 4) : 1,
            Retry = Rule(from),
        };
    }

    private JobSpec Worker(WorkInput input) => Filled(chance) with { Kind = WorkJob.Kind, Input = Of(input), Requires = [] };

    private static Json Of(WorkInput input) => Json.From(JsonSerializer.SerializeToUtf8Bytes(input, JobJson.Options));

    /// <summary>One submit of many that become few jobs.</summary>
    public JobSpec Debounced(string key, int value)
    {
        var pause = chance.Seconds(0.05, 4);
        return Worker(Input(chance) with { Value = value }) with
        {
            Priority = chance.From(-1, 1),
            OnCompleted = chance.OneIn(4) ? Receiver.Webhook : null,
            Debounce = new JobDebounce
            {
                Key = key,
                For = pause,
                AtMost = chance.OneIn(2) ? pause + chance.Seconds(0, 6) : null,
                Keep = chance.OneIn(6) ? DebounceKeep.First : DebounceKeep.Last,
            },
        };
    }

    /// <summary>One of many short jobs of few lanes, for a queue that shares its slots.</summary>
    public static JobSpec Shared(int number) => new()
    {
        Kind = "sleep",
        Input = Json.Parse("""{"duration":"PT3S"}"""),
        Queue = TrafficQueues.Shared,
        Lane = number % 4 == 0 ? "b" : "a",
    };

    /// <summary>New settings of a queue.</summary>
    public QueueSettings Settings() => new()
    {
        Concurrency = chance.OneIn(3) ? null : chance.From(1, 4),
        Fair = chance.OneIn(3),
        Rate = chance.OneIn(6) ? new QueueRate { Permits = chance.From(1, 5), Per = chance.Seconds(0.1, 3), Burst = chance.OneIn(2) ? chance.From(1, 4) : null } : null,
        Lanes = chance.OneIn(2) ? Lane() : null,
        Exceptions = chance.OneIn(2) ? [new NamedLane { Name = "b", Settings = Lane() with { Weight = chance.From(1, 4) } }] : [],
    };

    private LaneSettings Lane() => new()
    {
        Concurrency = chance.OneIn(4) ? null : chance.From(1, 3),
        Rate = chance.OneIn(6) ? new QueueRate { Permits = 1, Per = chance.Seconds(0.1, 2) } : null,
    };

    private (string Kind, Json? Input) Work(Chance from) => from.Below(10) switch
    {
        < 2 => ("noop", null),
        2 => ("sleep", Json.Parse(string.Create(CultureInfo.InvariantCulture, $"{{\"duration\":\"PT{from.From(0, 6)}S\"}}"))),
        3 => Failing(from),
        4 => (Carriers.Kind, null),
        _ => (WorkJob.Kind, Of(Input(from))),
    };

    private static (string Kind, Json? Input) Failing(Chance from) =>
        ("fail", Json.Parse(string.Create(CultureInfo.InvariantCulture, $"{{\"times\":{from.From(0, 4)}}}")));

    private WorkInput Input(Chance from) => new()
    {
        Steps = from.From(0, 4),
        StepMilliseconds = from.From(1, from.OneIn(4) ? 4_000 : 400),
        Failures = from.OneIn(4) ? from.From(1, 3) : 0,
        Deaths = from.OneIn(30) && deadly ? from.From(1, 6) : 0,
        DurableSteps = from.OneIn(3) ? from.From(1, 4) : 0,
        SleepMilliseconds = from.OneIn(6) ? from.From(1, 10_000) : 0,
        SignalMilliseconds = from.OneIn(4) ? from.From(1, 12_000) : 0,
        Children = from.OneIn(6) ? from.From(1, 6) : 0,
        HoldMilliseconds = from.OneIn(8) ? from.From(1, 4_000) : 0,
        IsDeaf = from.OneIn(5),
        Saves = from.OneIn(3),
    };

    private static RetryRule Rule(Chance from) => new()
    {
        MaxAttempts = from.From(1, 4),
        InitialDelay = from.Milliseconds(0, 3_000),
        MaxDelay = TimeSpan.FromSeconds(10),
    };
}

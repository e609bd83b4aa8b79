using System.Collections;
using System.Reflection;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    internal static readonly JobRecord Full = new()
    {
        Id = Guid.Parse("01234567-89ab-7def-8123-456789abcdef"),
        Kind = "zoo.feed",
        Queue = "animals",
        Tenant = "zürich",
        Schedule = "nightly",
        Priority = -7,
        Tags = ["a", "b \"c\""],
        Retry = new RetryRule { MaxAttempts = 3, InitialDelay = TimeSpan.FromTicks(12_345_678), Factor = 1.7, MaxDelay = TimeSpan.FromDays(3), Jitter = 0.3 },
        CreatedAt = Rows.Now,
        RunAt = Rows.Now.AddMicroseconds(1),
        ExpiresAt = Rows.Now.AddMicroseconds(2),
        Timeout = TimeSpan.FromTicks(3),
        Fingerprint = "f00d",
        Lane = "\u00e9\u4e16 a.b",
        Cost = 7,
        DebounceKey = "\u00e9\u4e16 k",
        DebounceUntil = Rows.Now.AddMicroseconds(9),
        Batch = Guid.Parse("0c234567-89ab-7def-8123-456789abcdef"),
        ReplayOf = Guid.Parse("0f234567-89ab-7def-8123-456789abcdef"),
        CallbackOf = Guid.Parse("0d234567-89ab-7def-8123-456789abcdef"),
        StepSeries = 3,
        Signals = ["go", "\u00e9"],
        AwaitsSignal = "more",
        Pool = "zoo.feed\ngpu\n\u00e9",
        LeaseUntil = Rows.Now.AddMicroseconds(10),
        LeaseFor = TimeSpan.FromTicks(7),
        LogLines = 11,
        LostLeases = 4,
        LastToken = Guid.Parse("0e234567-89ab-7def-8123-456789abcdef"),
        LastOutcome = AttemptOutcome.Interrupted,
        Parents = [Guid.Parse("0a234567-89ab-7def-8123-456789abcdef"), Guid.Parse("0b234567-89ab-7def-8123-456789abcdef")],
        Awaits = [Guid.Parse("0b234567-89ab-7def-8123-456789abcdef")],
        OnParentFailure = ParentFailure.Run,
        HasChildren = true,
        Webhook = new EndWebhook("https://example.org/\u00e9", 3),
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Input = Json.Parse("[1]"),
        Phase = JobPhase.Running,
        Attempts =
        [
            new JobAttempt { Number = 4, Silo = "host", StartedAt = Rows.Now.AddMicroseconds(3), EndedAt = Rows.Now.AddMicroseconds(4), Outcome = AttemptOutcome.TimedOut, Error = new JobError { Type = "timeout", Message = "too long", Attempt = 4 } },
            new JobAttempt { Number = 5, Silo = "host", StartedAt = Rows.Now.AddMicroseconds(5) },
        ],
        Token = Guid.Parse("fedcba98-7654-4321-8fed-cba987654321"),
        Owner = "host/1",
        Failures = 2,
        Crashes = 3,
        ProbationCrashes = 1,
        OnProbation = true,
        StartedAt = Rows.Now.AddMicroseconds(6),
        EndedAt = Rows.Now.AddMicroseconds(7),
        Progress = new JobProgress { Fraction = 1.0 / 3, Message = "on it" },
        Checkpoint = Json.Parse("\"here\""),
        Result = Json.Parse("null"),
        Error = new JobError { Type = "Exception", Message = "NUL \0 and half a pair: \ud83d\ude00", Attempt = 5 },
        CancelReason = "changed my mind",
        PurgeAt = Rows.Now.AddMicroseconds(8),
        PayloadExpired = true,
        Version = long.MaxValue,
        Stamp = long.MinValue,
    };

    [StoreFact]
    public async Task Every_field_of_a_job_comes_back_as_it_was_inserted()
    {
        await Batches.Create(Open() with { Id = Full.Batch!.Value });
        var commit = await Jobs.Write(null, Full);
        AssertSame(Full with { Seq = commit.Seq }, (await Jobs.Read(Full.Id, CancellationToken.None))!);
    }

    [StoreFact]
    public async Task Every_field_of_a_job_comes_back_as_it_was_updated()
    {
        await Batches.Create(Open() with { Id = Full.Batch!.Value });
        var first = await Jobs.Put(new JobRecord
        {
            Id = Full.Id,
            Kind = Full.Kind,
            Queue = Full.Queue,
            Tenant = Full.Tenant,
            CreatedAt = Full.CreatedAt,
            DebounceKey = Full.DebounceKey,
            Batch = Full.Batch,
            ReplayOf = Full.ReplayOf,
            Schedule = Full.Schedule,
            Priority = 0,
            Tags = [],
            Retry = new RetryRule(),
            RunAt = Rows.Now,
            Version = 1,
        });
        AssertSame(first, (await Jobs.Read(Full.Id, CancellationToken.None))!);
        await Jobs.Write(first, Full);
        AssertSame(Full with { Seq = first.Seq }, (await Jobs.Read(Full.Id, CancellationToken.None))!);
    }

    [StoreFact]
    public async Task A_job_stored_by_the_first_version_is_still_read()
    {
        await Batches.Create(Open() with { Id = Full.Batch!.Value });
        await Jobs.Write(null, Full);
        Execute($"UPDATE jobs SET detail = '{FirstFormat}'");
        var first = Full with { Parents = [], Awaits = [], OnParentFailure = default, HasChildren = false, Webhook = null, CallbackOf = null, StepSeries = 0, Signals = [], AwaitsSignal = null, LeaseFor = null, LogLines = 0, LostLeases = 0, LastToken = null, LastOutcome = null };
        AssertSame(first, (await Jobs.Read(Full.Id, CancellationToken.None))! with { Seq = 0 });
    }

    [StoreFact]
    public async Task A_job_of_a_later_format_is_refused()
    {
        await Batches.Create(Open() with { Id = Full.Batch!.Value });
        await Jobs.Put(Full);
        Execute("UPDATE jobs SET detail = '{\"format\":2,\"tags\":[],\"retry\":{},\"attempts\":[]}'");
        await Assert.ThrowsAsync<InvalidDataException>(async () => await Jobs.Read(Full.Id, CancellationToken.None));
    }

    [StoreFact]
    public void The_sample_has_a_value_of_its_own_in_every_field()
    {
        var plain = new JobRecord { Id = default, Kind = "", Queue = "", Tenant = "", Priority = 0, Tags = [], Retry = new RetryRule(), CreatedAt = default, RunAt = default, Version = 0 };
        Assert.All(Fields.Where(field => field.Name is not (nameof(JobRecord.Seq) or nameof(JobRecord.Number))), field => Assert.NotEqual(field.GetValue(plain), field.GetValue(Full)));
    }

    // Never to be edited: what is in databases out there.
    private const string FirstFormat =
        """
        {"format":1,"tags":["a","b \u0022c\u0022"],"retry":{"maxAttempts":3,"initialDelay":"00:00:01.2345678","factor":1.7,"maxDelay":"3.00:00:00","jitter":0.3},"timeout":"00:00:00.0000003","fingerprint":"f00d","traceParent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","attempts":[{"number":4,"silo":"host","startedAt":"2026-01-02T03:04:05.678904+00:00","endedAt":"2026-01-02T03:04:05.678905+00:00","outcome":"TimedOut","error":{"type":"timeout","message":"too long","attempt":4}},{"number":5,"silo":"host","startedAt":"2026-01-02T03:04:05.678906+00:00","outcome":"Running"}],"failures":2,"probationCrashes":1,"progress":{"fraction":0.3333333333333333,"message":"on it"},"error":{"type":"Exception","message":"NUL \u0000 and half a pair: \uD83D\uDE00","attempt":5},"cancelReason":"changed my mind"}
        """;

    private static IEnumerable<PropertyInfo> Fields => typeof(JobRecord).GetProperties().Where(property => property.CanWrite);

    /// <summary>Field by field, so that a forgotten one fails by name.</summary>
    internal static void AssertSame(JobRecord expected, JobRecord actual) => Assert.All(Fields, field =>
    {
        if (field.GetValue(expected) is IEnumerable list and not string)
            Assert.Equal(list.Cast<object>(), ((IEnumerable)field.GetValue(actual)!).Cast<object>());
        else
            Assert.Equal(field.GetValue(expected), field.GetValue(actual));
    });
}

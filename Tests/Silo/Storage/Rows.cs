using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>Jobs as they go through the table.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, 901, TimeSpan.Zero);

    public static JobRecord Pending(string queue = "default", string kind = "noop", int priority = 0, DateTimeOffset? runAt = null) => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = kind,
        Queue = queue,
        Tenant = "default",
        Priority = priority,
        Tags = [],
        Retry = new RetryRule(),
        CreatedAt = Now,
        RunAt = runAt ?? Now,
        Input = Json.Parse("""{"a":1}"""),
        Version = 1,
        Stamp = Random.Shared.NextInt64(),
    };

    /// <summary>A job that is to get a number.</summary>
    public static JobRecord Numbered(string queue = "default", string kind = "noop") => Pending(queue, kind) with { Number = 0 };

    public static JobRecord Run(this JobRecord job, string owner = "host-a") => job.Next() with
    {
        Phase = JobPhase.Running,
        Owner = owner,
        Token = Guid.NewGuid(),
        StartedAt = Now,
        Attempts = job.Attempts.Add(new JobAttempt { Number = job.AttemptNumber + 1, Silo = owner, StartedAt = Now }),
    };

    public static JobRecord End(this JobRecord job, JobPhase phase = JobPhase.Succeeded, DateTimeOffset? purgeAt = null) => job.Next() with
    {
        Phase = phase,
        Owner = null,
        Token = null,
        EndedAt = Now,
        Result = Json.Parse("true"),
        PurgeAt = purgeAt,
    };

    public static JobRecord Next(this JobRecord job) => job with { Version = job.Version + 1, Stamp = Random.Shared.NextInt64() };

    /// <summary>Rows of ended jobs are kept so long, whatever they are.</summary>
    public static RowTimes KeepFor(TimeSpan time) => new(time, []);

    public static JobLogLine Line(int attempt, int number, string text) => new() { Attempt = attempt, Number = number, At = Now, Text = text };

    public static Task<JobCommit> Write(this IJobStore store, JobRecord? before, JobRecord after, long? epoch = null, params ImmutableArray<JobLogLine> log) =>
        store.Write(new JobWrite { Before = before, After = after, Epoch = epoch, Log = log });

    /// <summary>Stores the row, through each of the given changes.</summary>
    public static async Task<JobRecord> Put(this IJobStore store, JobRecord row, params Func<JobRecord, JobRecord>[] changes)
    {
        var commit = await store.Write(null, row);
        Xunit.Assert.Equal(CommitOutcome.Committed, commit.Outcome);
        row = row with { Seq = commit.Seq, Number = commit.Number };
        foreach (var change in changes)
        {
            var after = change(row);
            Xunit.Assert.Equal(new JobCommit(CommitOutcome.Committed, row.Seq, row.Number), await store.Write(row, after));
            row = after;
        }

        return row;
    }
}

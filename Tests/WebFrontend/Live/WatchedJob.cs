using OrleansJobs.Jobs;
using OrleansJobs.Live;
using OrleansJobs.Tests.WebFrontend.Fakes;

namespace OrleansJobs.Tests.WebFrontend.Live;

/// <summary>A job behind the HTTP side whose commits a test makes: it is stored as they say, and told of unless they get lost.</summary>
internal sealed class WatchedJob
{
    private readonly FakeGrains _grains;
    private readonly List<JobLogLine> _log = [];

    public WatchedJob(FakeGrains grains, Guid id)
    {
        _grains = grains;
        Now = Samples.Job(id);
        grains.Jobs[id] = Now;
        grains.OnGetLog = filter => new JobLogPage
        {
            Lines = [.. _log.Where(line => (line.Attempt, line.Number).CompareTo((filter.After.Attempt, filter.After.Number)) > 0)],
        };
    }

    public Job Now { get; private set; }

    /// <summary>A commit that changes the job.</summary>
    public JobNews Change(Func<Job, Job> change, params JobLogLine[] log)
    {
        var before = Now;
        Store(change(before) with { Version = before.Version + 1 }, log);
        var progress = Now.Progress != before.Progress ? Now.Progress : null;
        return new JobNews { Id = Now.Id, Version = Now.Version, Job = Now with { Input = null, Result = null }, Progress = progress, Log = [.. log] };
    }

    /// <summary>A commit of what an attempt reports.</summary>
    public JobNews Report(double? progress, params JobLogLine[] log)
    {
        var told = progress is { } fraction ? new JobProgress { Fraction = fraction } : null;
        Store(Now with { Version = Now.Version + 1, Progress = told ?? Now.Progress }, log);
        return new JobNews { Id = Now.Id, Version = Now.Version, Progress = told, Log = [.. log] };
    }

    public JobNews Start(int attempt = 1) => Change(job => job with
    {
        State = JobState.Running,
        Attempts = [.. job.Attempts, new JobAttempt { Number = attempt, Silo = "s", StartedAt = Samples.Noon }],
    });

    public JobNews Succeed(string result = "42", params JobLogLine[] log) =>
        Change(job => job with { State = JobState.Succeeded, EndedAt = Samples.Noon, Result = Json.Parse(result) }, log);

    public static JobLogLine Line(int number, string text = "text", int attempt = 1) =>
        new() { Attempt = attempt, Number = number, At = Samples.Noon, Text = text };

    private void Store(Job job, JobLogLine[] log)
    {
        Now = job;
        lock (_grains.Jobs) _grains.Jobs[job.Id] = job;
        _log.AddRange(log);
    }
}

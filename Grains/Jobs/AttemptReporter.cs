using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Carries what a handler says to its job's grain: at once when nothing was said for a while, else gathered, at most one
/// report every <see cref="LimitOptions.ReportInterval"/> and one on its way at a time.
/// </summary>
internal sealed class AttemptReporter(IJobGrain job, Attempt attempt, TimeProvider time, LimitOptions limits) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<JobLogLine> _lines = [];
    private JobProgress? _progress;
    private ITimer? _timer;
    private Task _sending = Task.CompletedTask;
    private int _written;
    private bool _closed;

    private int AttemptNumber => attempt.Job.AttemptNumber;

    /// <summary>Remembers the latest progress; earlier ones not sent yet are forgotten.</summary>
    public void Progress(JobProgress progress)
    {
        lock (_lock)
        {
            _progress = progress;
            Schedule();
        }
    }

    /// <summary>Adds a log line; beyond the limit, lines are dropped after one that says so.</summary>
    public void Log(string text)
    {
        lock (_lock)
        {
            if (_written > limits.LogLines) return;
            if (++_written > limits.LogLines) text = $"More than {limits.LogLines} lines: the rest is dropped.";
            _lines.Add(new JobLogLine
            {
                Attempt = AttemptNumber,
                Number = _written,
                At = time.Now(),
                Text = Text.Cut(text, limits.LogLine),
            });
            Schedule();
        }
    }

    /// <summary>Sends a checkpoint, with all that was said before; answers once it is durable.</summary>
    public Task<ReportResult> Save(Json checkpoint) => SaveNow(Taken() with { Checkpoint = checkpoint });

    /// <summary>Sends a step that has been done, with all that was said before; answers once it is durable.</summary>
    public Task<ReportResult> Save(JobStep step) => SaveNow(Taken() with { Step = step });

    /// <summary>Waits for the report on its way and gives back what was not sent, for the attempt's last event.</summary>
    public async Task<AttemptReport?> Finish()
    {
        lock (_lock) _closed = true;
        await _sending;
        return Take();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            _timer?.Dispose();
        }
    }

    private void Schedule()
    {
        if (_closed || _timer is not null) return;
        _timer = time.CreateTimer(_ => Send(), null, limits.ReportInterval, Timeout.InfiniteTimeSpan);
    }

    private void Send()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
            if (_closed || !_sending.IsCompleted) return;
            if (Take() is { } report) _sending = SendOne(report);
        }
    }

    private async Task SendOne(AttemptReport report)
    {
        var result = await Send(report);
        lock (_lock)
        {
            if (result == ReportResult.Unavailable) PutBack(report);
            if (_lines.Count > 0 || _progress is not null) Schedule();
        }
    }

    /// <summary>What was said with it and is not recorded is sent again with the next report.</summary>
    private async Task<ReportResult> SaveNow(AttemptReport report)
    {
        var result = await Send(report);
        if (result == ReportResult.Unavailable) PutBack(report);
        return result;
    }

    private async Task<ReportResult> Send(AttemptReport report)
    {
        try
        {
            return await job.Report(report);
        }
        catch (Exception)
        {
            // An unknown outcome: lines that did arrive are recognised by their number and not written twice.
            return ReportResult.Unavailable;
        }
    }

    private void PutBack(AttemptReport report)
    {
        lock (_lock)
        {
            _lines.InsertRange(0, report.Log);
            _progress ??= report.Progress;
        }
    }

    private AttemptReport? Take()
    {
        lock (_lock)
        {
            if (_lines.Count == 0 && _progress is null) return null;
            var report = Empty() with { Progress = _progress, Log = [.. _lines] };
            _lines.Clear();
            _progress = null;
            return report;
        }
    }

    private AttemptReport Taken() => Take() ?? Empty();

    private AttemptReport Empty() => new() { Token = attempt.Token, Log = ImmutableArray<JobLogLine>.Empty };
}

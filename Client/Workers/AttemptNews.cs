namespace OrleansJobs.Client;

/// <summary>What a handler has said and the server has not been told.</summary>
/// <param name="mostLines">Lines that are kept.</param>
internal sealed class AttemptNews(int mostLines)
{
    // What a heartbeat may have.
    private const int LinesAtOnce = 100;

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private JobProgress? _progress;
    private JsonElement? _checkpoint;
    private int _dropped;

    /// <summary>Whether there is any.</summary>
    public bool Any
    {
        get
        {
            lock (_lock) return _progress is not null || _checkpoint is not null || _lines.Count > 0;
        }
    }

    public void Say(JobProgress progress)
    {
        lock (_lock) _progress = progress;
    }

    public void Say(JsonElement checkpoint)
    {
        lock (_lock) _checkpoint = checkpoint;
    }

    public void Say(string line)
    {
        lock (_lock)
        {
            if (_lines.Count >= mostLines) _dropped++;
            else _lines.Add(line);
        }
    }

    /// <summary>Takes what one heartbeat can tell.</summary>
    public HeartbeatReport Take()
    {
        lock (_lock)
        {
            var report = new HeartbeatReport { Progress = _progress, Checkpoint = _checkpoint, Log = _lines.Count == 0 ? null : [.. _lines.Take(LinesAtOnce)] };
            _lines.RemoveRange(0, Math.Min(_lines.Count, LinesAtOnce));
            if (_dropped > 0 && _lines.Count < mostLines) _lines.Add($"({_dropped} lines were dropped, as more came than could be told.)");
            (_progress, _checkpoint, _dropped) = (null, null, 0);
            return report;
        }
    }

    /// <summary>Takes back what could not be told. What was said meanwhile is newer.</summary>
    public void PutBack(HeartbeatReport report)
    {
        lock (_lock)
        {
            _lines.InsertRange(0, report.Log ?? []);
            (_progress, _checkpoint) = (_progress ?? report.Progress, _checkpoint ?? report.Checkpoint);
        }
    }
}

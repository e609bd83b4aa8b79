using System.Buffers;
using OrleansJobs.Live;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>News of a job as text, made once for all who watch it: they know the same of it, but for who has just come.</summary>
internal sealed class SharedNews(JobNews news)
{
    private Telling? _latest;

    public JobNews News => news;

    /// <summary>The events for a caller who knows the version before this one, and what the caller knows then.</summary>
    public (ReadOnlyMemory<byte> Text, JobEventId Now) After(JobEventId told)
    {
        var latest = Volatile.Read(ref _latest);
        if (latest?.From != told) Volatile.Write(ref _latest, latest = Tell(told));
        return (latest.Text, latest.To);
    }

    private Telling Tell(JobEventId told)
    {
        var text = new ArrayBufferWriter<byte>();
        var (last, now) = (told with { Version = news.Version }, told);
        var lines = news.Log.Where(told.IsBefore).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            (last, now) = (last.With(lines[i]), now.With(lines[i]));
            var isLast = i == lines.Count - 1 && news is { Progress: null, Job: null };
            JobEventText.Log(text, isLast ? last : now, lines[i]);
        }

        if (news.Progress is { } progress) JobEventText.Progress(text, news.Job is null ? last : now, progress);
        if (news.Job is { } job) JobEventText.State(text, last, job);
        return new Telling(told, text.WrittenMemory, last);
    }

    private sealed record Telling(JobEventId From, ReadOnlyMemory<byte> Text, JobEventId To);
}

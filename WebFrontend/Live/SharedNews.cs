using System.Buffers;
using OrleansJobs.Live;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>What is told of a job at once, as one text for all who watch it: they know the same of it, but for who has just come.</summary>
/// <param name="news">By version.</param>
internal sealed class SharedNews(IReadOnlyList<JobNews> news)
{
    private Telling? _latest;

    /// <summary>How many commits it is about.</summary>
    public int Count => news.Count;

    /// <summary>What a caller is to be told who knows this.</summary>
    public Telling After(JobEventId told)
    {
        if (news[^1].Version <= told.Version) return new Telling(told, ReadOnlyMemory<byte>.Empty, told);
        var latest = Volatile.Read(ref _latest);
        if (latest?.From != told) Volatile.Write(ref _latest, latest = Tell(told));
        return latest;
    }

    private Telling Tell(JobEventId told)
    {
        var text = new ArrayBufferWriter<byte>();
        var now = told;
        foreach (var one in news.SkipWhile(one => one.Version <= told.Version))
        {
            // Versions follow each other without gaps, unless some news was lost.
            if (one.Version != now.Version + 1) return new Telling(told, text.WrittenMemory, now) { Misses = true };
            now = Tell(text, one, now);
            if (one.Job is { HasEnded: true, State: not JobState.Succeeded }) return new Telling(told, text.WrittenMemory, now) { IsOver = true };
        }

        return new Telling(told, text.WrittenMemory, now);
    }

    private static JobEventId Tell(ArrayBufferWriter<byte> text, JobNews news, JobEventId told)
    {
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
        return last;
    }

    /// <param name="From">What the caller knew.</param>
    /// <param name="Text">The events that it did not.</param>
    /// <param name="To">What it knows then.</param>
    public sealed record Telling(JobEventId From, ReadOnlyMemory<byte> Text, JobEventId To)
    {
        /// <summary>Whether the next version is missing: then the job has to be read.</summary>
        public bool Misses { get; init; }

        /// <summary>Whether the job has ended, and there is no result to come.</summary>
        public bool IsOver { get; init; }
    }
}

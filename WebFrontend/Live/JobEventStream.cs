using System.Buffers;
using OrleansJobs.WebFrontend.Clustering;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>
/// The events of one job. Versions follow each other without gaps, so a stream knows whether it has missed one; then it reads the
/// job, and the log behind the last line that it has told.
/// </summary>
/// <param name="job">The job, read after the silos were told that it is watched.</param>
/// <param name="told">What the caller knows.</param>
/// <param name="watcher">What is told from then on.</param>
/// <param name="reads">By which it reads what it missed.</param>
/// <param name="redaction">What is not shown of the result.</param>
/// <param name="clock">By which it waits when nothing can be read.</param>
internal sealed class JobEventStream(Job job, JobEventId told, Watcher watcher, JobReads reads, Redaction redaction, TimeProvider clock) : EventStream(watcher)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private JobEventId _told = told;

    protected override async Task Write(EventWriter to, Watcher from)
    {
        var isOver = await CatchUp(to, job, withLog: true);
        while (!isOver)
        {
            // What has gathered is sent together.
            if (!from.TryTake(out var item))
            {
                await to.Send();
                item = await from.Take(to.Over);
            }

            isOver = item switch
            {
                WatchItem.News news => await Tell(to, news.Shared),
                WatchItem.Reading reading => await CatchUp(to, () => reading.Job.Value),
                _ => Beat(to),
            };
        }

        await to.Send();
    }

    private static bool Beat(EventWriter to)
    {
        to.Text.Write(EventText.Comment.Span);
        return false;
    }

    private async Task<bool> Tell(EventWriter to, SharedNews shared)
    {
        var telling = shared.After(_told);
        to.Text.Write(telling.Text.Span);
        _told = telling.To;
        return telling.IsOver || (telling.Misses && await CatchUp(to, () => reads.Job(job.Id)));
    }

    private async Task<bool> CatchUp(EventWriter to, Func<Task<Job?>> read)
    {
        var now = await Answered(read, () => reads.Job(job.Id), to.Over);
        return now is null || await CatchUp(to, now, withLog: now.Version > _told.Version);
    }

    /// <summary>Tells what the caller does not know of the job as it was read; answers whether that is all.</summary>
    private async Task<bool> CatchUp(EventWriter to, Job now, bool withLog)
    {
        var isNewer = now.Version > _told.Version;
        if (isNewer && !now.HasEnded) State(to, now);
        if (withLog) await Log(to);
        if (!now.HasEnded) return false;
        if (isNewer) State(to, now);
        if (_told.IsAllOf(now)) return true;
        _told = _told with { HasResult = true };
        JobEventText.Result(to.Text, _told, now, redaction);
        return true;
    }

    private void State(EventWriter to, Job now)
    {
        _told = _told with { Version = now.Version, HasResult = false };
        JobEventText.State(to.Text, _told, now);
    }

    private async Task Log(EventWriter to)
    {
        JobLogPage? page;
        do
        {
            page = await Answered(Read, Read, to.Over);
            foreach (var line in page?.Lines ?? []) JobEventText.Log(to.Text, _told = _told.With(line), line);
            await to.Send();
        }
        while (page?.Next is not null);

        Task<JobLogPage?> Read() => reads.Log(job.Id, _told.Line);
    }

    /// <summary>Once a stream has begun, nothing but patience helps against a store that does not answer.</summary>
    private async Task<T> Answered<T>(Func<Task<T>> first, Func<Task<T>> again, CancellationToken over)
    {
        for (var read = first; ; read = again)
        {
            try
            {
                return await read().WaitAsync(over);
            }
            catch (Exception error) when (error.IsUnanswered() && !over.IsCancellationRequested)
            {
                await Task.Delay(Pause, clock, over);
            }
        }
    }
}

using System.Buffers;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>The states of many jobs, from now on, or from where the caller was.</summary>
internal sealed class FeedStream(FeedStart start, Watcher watcher) : EventStream(watcher)
{
    protected override async Task Write(EventWriter to, Watcher from)
    {
        Begin(to);
        while (true)
        {
            await to.Send();
            Write(to, await from.Take(to.Over));
            while (from.TryTake(out var more)) Write(to, more);
        }
    }

    /// <summary>Whoever loses the connection before the first event has an id to come back with.</summary>
    private void Begin(EventWriter to)
    {
        foreach (var missed in start.Missed ?? []) Write(to, missed);
        if (start.Missed is { Count: > 0 }) return;
        EventText.WriteId(to.Text, IdOf(start.Last));
        to.Text.Write(start.Missed is null ? Feed.Reset.Span : "\n"u8);
    }

    private void Write(EventWriter to, WatchItem item)
    {
        if (item is not WatchItem.FeedEvent told)
        {
            to.Text.Write(EventText.Comment.Span);
            return;
        }

        EventText.WriteId(to.Text, IdOf(told.Number));
        to.Text.Write(told.Text.Span);
    }

    private string IdOf(long number) => new FeedEventId(start.Feed, number).ToString();
}

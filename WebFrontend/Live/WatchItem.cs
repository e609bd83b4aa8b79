namespace OrleansJobs.WebFrontend.Live;

/// <summary>What a stream is given to tell its caller.</summary>
internal abstract record WatchItem
{
    private WatchItem()
    {
    }

    /// <summary>A comment, so that the connection is not taken for dead.</summary>
    public sealed record Beat : WatchItem
    {
        public static readonly Beat One = new();
    }

    /// <summary>As how many it counts among those that wait.</summary>
    public virtual int Count => 1;

    /// <summary>News of the job.</summary>
    public sealed record News(SharedNews Shared) : WatchItem
    {
        public override int Count => Shared.Count;
    }

    /// <summary>The job has to be read, as its result is there or news may have been missed. One read serves all who watch it.</summary>
    public sealed record Reading(Lazy<Task<Job?>> Job) : WatchItem;

    /// <summary>An event of many jobs.</summary>
    /// <param name="Number">Its number in the feed.</param>
    /// <param name="Text">The event but for its id.</param>
    public sealed record FeedEvent(long Number, ReadOnlyMemory<byte> Text) : WatchItem;
}

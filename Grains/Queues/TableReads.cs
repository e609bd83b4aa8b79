namespace OrleansJobs.Grains.Queues;

/// <summary>Numbers the reads of the table, and knows what has happened since the last began: that is newer than what it brings.</summary>
internal sealed class TableReads
{
    private readonly Dictionary<Guid, long> _releasedSince = [];

    /// <summary>The number of the last read that has begun.</summary>
    public long Last { get; private set; }

    /// <summary>Call before reading the table, and hand what it returns to the methods that take what was read. One read at a time.</summary>
    public long Begin()
    {
        _releasedSince.Clear();
        return ++Last;
    }

    /// <summary>A job does not run any more, by this version of its row: what a read under way brings may be older.</summary>
    public void Released(Guid job, long version) => _releasedSince[job] = Math.Max(version, _releasedSince.GetValueOrDefault(job));

    /// <summary>Whether a row that was read is older than a release that came during the read.</summary>
    public bool IsOutdated(Guid job, long version) => version < _releasedSince.GetValueOrDefault(job);
}

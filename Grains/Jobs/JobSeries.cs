using System.Collections.Concurrent;

namespace OrleansJobs.Grains.Jobs;

/// <summary>The tags of what is measured of the jobs of one kind in one queue: made once, so that no job costs memory.</summary>
internal sealed class JobSeries(string kind, string queue)
{
    private readonly KeyValuePair<string, object?>[] _succeeded = Tagged(kind, queue, "succeeded");
    private readonly KeyValuePair<string, object?>[] _failed = Tagged(kind, queue, "failed");
    private readonly KeyValuePair<string, object?>[] _cancelled = Tagged(kind, queue, "cancelled");

    /// <summary>Kind and queue.</summary>
    public KeyValuePair<string, object?>[] Tags { get; } = [new("kind", kind), new("queue", queue)];

    /// <summary>Kind, queue and each way in which a job ends.</summary>
    public IEnumerable<KeyValuePair<string, object?>[]> Ends => [_succeeded, _failed, _cancelled];

    /// <summary>Kind, queue and how a job ended.</summary>
    public KeyValuePair<string, object?>[] Ended(JobPhase end) => end switch
    {
        JobPhase.Succeeded => _succeeded,
        JobPhase.Failed => _failed,
        JobPhase.Cancelled => _cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "This is no end."),
    };

    private static KeyValuePair<string, object?>[] Tagged(string kind, string queue, string outcome) =>
        [new("kind", kind), new("queue", queue), new("outcome", outcome)];

    /// <summary>The series of a process: one a pair of kind and queue up to a limit, and one of all that come then.</summary>
    /// <param name="limit">How many pairs.</param>
    /// <param name="begun">Told of each pair that comes up.</param>
    internal sealed class Table(int limit, Action<JobSeries> begun)
    {
        private readonly ConcurrentDictionary<(string Kind, string Queue), JobSeries> _known = new();
        private readonly JobSeries _other = new("other", "other");
        private volatile bool _isFull;

        public JobSeries Of(JobRecord job)
        {
            if (_known.TryGetValue((job.Kind, job.Queue), out var known)) return known;
            if (_isFull) return _other;
            var series = _known.GetOrAdd((job.Kind, job.Queue), static pair => new JobSeries(pair.Kind, pair.Queue));
            _isFull = _known.Count >= limit;
            begun(series);
            return series;
        }
    }
}

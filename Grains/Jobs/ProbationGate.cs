namespace OrleansJobs.Grains.Jobs;

/// <summary>Lets one suspect at a time run in this process, so that a further crash tells which job is to blame.</summary>
public sealed class ProbationGate
{
    private readonly Lock _lock = new();
    private Guid? _inside;

    /// <summary>Whether the job may run its probation now; if so, <see cref="Leave"/> follows.</summary>
    public bool TryEnter(Guid jobId)
    {
        lock (_lock)
        {
            if (_inside is not null && _inside != jobId) return false;
            _inside = jobId;
            return true;
        }
    }

    /// <summary>Ends the probation of this job; nothing happens if it was not on probation.</summary>
    public void Leave(Guid jobId)
    {
        lock (_lock)
        {
            if (_inside == jobId) _inside = null;
        }
    }
}

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// The calls a silo has sent and that are not settled, in that order. Instead of one timer per call, a sweep ends those
/// whose deadline has passed, so a timeout comes up to one sweep late, as with Orleans.
/// </summary>
internal sealed class UnsettledCalls
{
    private readonly LinkedList<GrainCall> _calls = new();

    public void Add(GrainCall call) => _calls.AddLast(call.Unsettled);

    public void Remove(GrainCall call)
    {
        if (call.Unsettled.List is not null)
            _calls.Remove(call.Unsettled);
    }

    public void EndThoseDue(long now)
    {
        foreach (var call in _calls.Where(call => call.Deadline <= now).ToList())
            call.TimeOut();
    }

    public void EndAll(Func<Exception> reason)
    {
        foreach (var call in _calls.ToList())
            call.Fail(reason());
    }
}

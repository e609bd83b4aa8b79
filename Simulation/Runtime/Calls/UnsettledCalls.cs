namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// The calls a silo has sent and that are not settled. Instead of one timer per call, a sweep ends those whose deadline
/// has passed, so a timeout comes up to one sweep late. Shards, chosen by the target's stable hash, keep callers from
/// waiting for each other; a sweep goes through them in a fixed order.
/// </summary>
internal sealed class UnsettledCalls
{
    private readonly Shard[] _shards = [.. Enumerable.Range(0, 32).Select(_ => new Shard())];

    public void Add(GrainCall call) => ShardOf(call).Add(call);

    public void Remove(GrainCall call) => ShardOf(call).Remove(call);

    public void EndThoseDue(long now)
    {
        foreach (var shard in _shards)
            foreach (var call in shard.Where(call => call.Deadline <= now))
                TimeOut(call);
    }

    public void EndAll(Func<Exception> reason)
    {
        foreach (var shard in _shards)
            foreach (var call in shard.Where(_ => true))
                call.Fail(reason());
    }

    public static void TimeOut(GrainCall call)
    {
        call.Fail(new TimeoutException($"{call} had no answer in time. Whether it ran is unknown."));
        call.Home?.DropIfWaiting(call);
    }

    private Shard ShardOf(GrainCall call) => _shards[call.Target.GetUniformHashCode() % (uint)_shards.Length];

    private sealed class Shard
    {
        private readonly Stack<int> _free = new();
        private GrainCall?[] _slots = new GrainCall?[16];
        private int _used;

        public void Add(GrainCall call)
        {
            lock (_free)
            {
                if (!_free.TryPop(out var slot))
                    slot = _used++;
                if (slot == _slots.Length)
                    Array.Resize(ref _slots, 2 * slot);
                _slots[slot] = call;
                call.Slot = slot;
            }
        }

        public void Remove(GrainCall call)
        {
            lock (_free)
            {
                if (_slots[call.Slot] != call)
                    return;
                _slots[call.Slot] = null;
                _free.Push(call.Slot);
            }
        }

        public GrainCall[] Where(Func<GrainCall, bool> condition)
        {
            lock (_free)
                return _free.Count == _used ? [] : [.. _slots.OfType<GrainCall>().Where(condition)];
        }
    }
}

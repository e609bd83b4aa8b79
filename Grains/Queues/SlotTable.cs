using System.Collections.Immutable;

namespace OrleansJobs.Grains.Queues;

/// <summary>The slots that jobs of a queue hold, with what each takes of its lane.</summary>
internal sealed class SlotTable
{
    private readonly Dictionary<Guid, Slot> _slots = [];
    private Guid? _suspect;

    /// <summary>Jobs that have slots.</summary>
    public int Count => _slots.Count;

    /// <summary>Slots taken, by the jobs' costs.</summary>
    public long Used { get; private set; }

    /// <summary>Whether no suspect may start: one has a slot, as they run one at a time, or they rest.</summary>
    public bool HoldsSuspects => _suspect is not null || SuspectsRest;

    /// <summary>Whether a process has refused a suspect lately, as another one runs there.</summary>
    public bool SuspectsRest { get; set; }

    /// <summary>How many have not been seen running.</summary>
    public int Unseen => _slots.Values.Count(slot => !slot.Seen);

    /// <summary>Whether a job of this cost may start. One that costs more than there is runs alone.</summary>
    public bool HasRoom(int cost, int limit) => Used == 0 ? limit > 0 : cost <= limit - Used;

    /// <summary>The jobs of a lane that have slots, at most so many, by id.</summary>
    public ImmutableArray<Guid> JobsIn(string lane, int limit) =>
        [.. _slots.Where(slot => slot.Value.Lane.Name == lane).Select(slot => slot.Key).Order().Take(limit)];

    /// <summary>The suspect that has a slot.</summary>
    public Guid? Suspect => _suspect;

    public bool Has(Guid job) => _slots.ContainsKey(job);

    public Slot? Find(Guid job) => _slots.TryGetValue(job, out var slot) ? slot : null;

    /// <summary>As many as the one of these lanes has that has most.</summary>
    public int UnseenIn(IReadOnlySet<string> lanes) =>
        _slots.Values.Where(slot => !slot.Seen && lanes.Contains(slot.Lane.Name)).CountBy(slot => slot.Lane.Name).Select(lane => lane.Value).DefaultIfEmpty().Max();

    public bool AnyDoubtful(DateTimeOffset before) => _slots.Values.Any(slot => !slot.Seen && slot.Since < before);

    /// <summary>The jobs whose slots a read shows to be free: not among the running ones, and not given since the read began.</summary>
    public List<Guid> Without(IReadOnlySet<Guid> running, long read, bool exact) =>
        [.. _slots.Where(slot => slot.Value.Read < read && (slot.Value.Seen || exact) && !running.Contains(slot.Key)).Select(slot => slot.Key)];

    /// <summary>Gives a job this slot, instead of one that it may have.</summary>
    /// <returns>The lane of that one.</returns>
    public LaneAccount? Take(Guid job, Slot slot, bool suspect)
    {
        var old = Find(job);
        if (old is { } before) Account(before, -1);
        _slots[job] = slot;
        Account(slot, 1);
        if (suspect) _suspect = job;
        return old?.Lane;
    }

    /// <summary>The same slot with other marks.</summary>
    public void Change(Guid job, Slot slot) => _slots[job] = slot;

    /// <summary>Takes the slot back, which must be there.</summary>
    /// <returns>The lane that has more room now, and whether the job was the suspect.</returns>
    public (LaneAccount Lane, bool Suspect) Free(Guid job)
    {
        _slots.Remove(job, out var slot);
        Account(slot, -1);
        var suspect = _suspect == job;
        if (suspect) _suspect = null;
        return (slot.Lane, suspect);
    }

    /// <summary>Puts all slots into these lanes, which are new.</summary>
    public void MoveTo(LaneAccounts lanes)
    {
        Used = 0;
        foreach (var (job, slot) in _slots.ToList())
        {
            var moved = slot with { Lane = lanes.Of(slot.LaneName) };
            _slots[job] = moved;
            Account(moved, 1);
        }
    }

    private void Account(Slot slot, int sign)
    {
        Used += sign * slot.Cost;
        slot.Lane.Used += sign * slot.Cost;
        slot.Lane.Jobs += sign;
    }
}

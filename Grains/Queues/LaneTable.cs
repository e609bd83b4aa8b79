using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// The lanes of a line of a queue that have jobs, in the order in which they get the next free slot: in a fair queue the one that has had the
/// least for its weight, else the one whose next job is the first of all. One without room in its own limit stands in no order, one
/// that waits for a permit by the time of that.
/// </summary>
internal sealed class LaneTable(SlotTable slots, Permits permits, LaneAccounts accounts)
{
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly SortedSet<Lane> _waitingForPermit = new(LaneTurn.ByTime);
    private readonly SortedSet<Lane> _hungry = new(LaneTurn.ByName);
    private SortedSet<Lane> _ready = new(LaneTurn.ByJob);
    private DateTimeOffset _now;

    private QueueRules Rules => accounts.Rules;

    /// <summary>How many lanes are kept.</summary>
    public int Count => _lanes.Count;

    /// <summary>Whether any lane has a job that may start as soon as there is a slot, or may have one that is not known here.</summary>
    public bool AnyReady => _ready.Count > 0;

    /// <summary>The lane that is next.</summary>
    public Lane? First => _ready.Min;

    /// <summary>From when on a rate lets the next lane start a job; null if none waits for that.</summary>
    public DateTimeOffset? NextPermit => _waitingForPermit.Min?.Turn.At;

    /// <summary>The lanes whose rows are read one by one, and that have too few, by name.</summary>
    public IEnumerable<string> Hungry => _hungry.Select(lane => lane.Name);

    public bool AnyHungry => _hungry.Count > 0;

    /// <summary>Below how many known jobs an incomplete lane is hungry; null if lanes are not read one by one.</summary>
    public int? HungryBelow { get; set; }

    /// <summary>The sum of the weights of all lanes that are kept.</summary>
    public long Weights => _lanes.Keys.Sum(name => (long)Rules.WeightOf(name));

    /// <summary>Known jobs that could start one after the other, were there slots.</summary>
    public long Startable => _ready.Sum(lane => Math.Min(lane.Waiting.Count, Math.Max(1L, Rules.LimitOf(lane.Name) - lane.Account.Used)));

    /// <summary>A lane's share of the free slots.</summary>
    public int WeightOf(string name) => Rules.WeightOf(name);

    /// <summary>Forgets all of the lanes: other rules hold, and their accounts are new.</summary>
    public void Clear()
    {
        _lanes.Clear();
        _waitingForPermit.Clear();
        _hungry.Clear();
        _ready = new SortedSet<Lane>(OrderOf(Rules));
    }

    /// <summary>The line is not kept any more: its lanes' accounts know of one less.</summary>
    public void Drop()
    {
        foreach (var lane in _lanes.Values.ToList()) Forget(lane);
    }

    /// <summary>The order in which lanes get the next free slot.</summary>
    public static IComparer<Lane> OrderOf(QueueRules rules) => rules.Fair ? LaneTurn.ByShare : LaneTurn.ByJob;

    public Lane? Find(string? lane) => _lanes.GetValueOrDefault(accounts.NameOf(lane));

    public Lane Of(QueueEntry entry) => Of(entry.Lane);

    /// <summary>The lane, from now on kept until it has no jobs.</summary>
    public Lane Of(string? lane)
    {
        if (Find(lane) is { } known) return known;
        var made = new Lane(accounts.Of(lane));
        made.Account.Lines++;
        return _lanes[made.Name] = made;
    }

    public void Add(Lane lane, QueueEntry entry)
    {
        Withdraw(lane);
        lane.Add(entry);
        Settle(lane);
    }

    public void Remove(Lane lane, QueueEntry entry)
    {
        Withdraw(lane);
        lane.Remove(entry);
        Settle(lane);
    }

    /// <summary>Puts the lane where it belongs now, or forgets it. To be called whenever its jobs, slots or permits have changed.</summary>
    public void Settle(Lane lane)
    {
        Withdraw(lane);
        var isHungry = !lane.IsComplete && lane.Waiting.Count < HungryBelow;
        if (isHungry) _hungry.Add(lane);
        else if (lane.IsIdle)
        {
            Forget(lane);
            return;
        }

        var next = lane.Next(withoutSuspects: slots.HoldsSuspects);
        // In a fair queue nobody passes a lane whose next job only has to be read.
        if (next is null ? !(isHungry && Rules.Fair && lane.Waiting.Count == 0 && accounts.HasRoom(lane.Account, 1)) : !accounts.HasRoom(lane.Account, next.Cost)) return;
        var at = Rules.RateOf(lane.Name) is { } rate ? permits.NextStart(lane.Name, rate, _now) : DateTimeOffset.MinValue;
        lane.Turn = new LaneTurn(Math.Max(lane.Account.Finish, accounts.Virtual), next, at);
        if (at > _now) _waitingForPermit.Add(lane);
        else _ready.Add(lane);
    }

    public void SettleAll()
    {
        foreach (var lane in _lanes.Values.ToList()) Settle(lane);
    }

    /// <summary>A suspect got a slot, or gave it back: which job of a lane is next may be another one.</summary>
    public void SettleSuspects()
    {
        foreach (var lane in _lanes.Values.Where(lane => lane.Suspects > 0).ToList()) Settle(lane);
    }

    /// <summary>All due rows are known.</summary>
    public void CompleteAll()
    {
        foreach (var lane in _lanes.Values) lane.IsComplete = true;
    }

    /// <summary>News may have been lost: what was known of lanes is to be read again.</summary>
    public void DoubtAll()
    {
        foreach (var lane in _lanes.Values) lane.IsComplete = false;
    }

    /// <summary>It is this time now: permits have come.</summary>
    public void Wake(DateTimeOffset now)
    {
        if (now < _now) Rewind(now);
        _now = now;
        while (_waitingForPermit.Min is { } lane && lane.Turn.At <= now)
        {
            _waitingForPermit.Remove(lane);
            _ready.Add(lane);
        }
    }

    /// <summary>The clock was set back: nobody waits longer for it than a burst takes.</summary>
    private void Rewind(DateTimeOffset now)
    {
        _now = now;
        foreach (var lane in _waitingForPermit.ToList())
        {
            _waitingForPermit.Remove(lane);
            lane.Turn = lane.Turn with { At = permits.NextStart(lane.Name, Rules.RateOf(lane.Name)!, now) };
            _waitingForPermit.Add(lane);
        }
    }

    private void Forget(Lane lane)
    {
        if (!_lanes.Remove(lane.Name)) return;
        lane.Account.Lines--;
        accounts.Settle(lane.Account);
    }

    private void Withdraw(Lane lane)
    {
        _ready.Remove(lane);
        _waitingForPermit.Remove(lane);
        _hungry.Remove(lane);
    }
}

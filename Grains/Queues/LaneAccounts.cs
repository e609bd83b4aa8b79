namespace OrleansJobs.Grains.Queues;

/// <summary>The accounts of the lanes of a queue that have jobs, or have had more than their share of the slots.</summary>
internal sealed class LaneAccounts(QueueRules rules)
{
    private readonly Dictionary<string, LaneAccount> _accounts = new(StringComparer.Ordinal);
    private double _lastFinish;

    /// <summary>The rules of the queue.</summary>
    public QueueRules Rules { get; private set; } = rules;

    /// <summary>The virtual time of a fair queue: that at which its last job has begun.</summary>
    public double Virtual { get; private set; }

    /// <summary>By which name a job's lane is kept here.</summary>
    public string NameOf(string? lane) => Rules.HasLanes ? lane ?? "" : "";

    public LaneAccount? Find(string? lane) => _accounts.GetValueOrDefault(NameOf(lane));

    /// <summary>The account of a lane, from now on kept until nothing is lost by forgetting it.</summary>
    public LaneAccount Of(string? lane)
    {
        var name = NameOf(lane);
        if (!_accounts.TryGetValue(name, out var known)) _accounts[name] = known = new LaneAccount(name);
        return known;
    }

    /// <summary>Forgets all but what lanes have had of their shares; from now on these rules hold.</summary>
    public void Set(QueueRules rules)
    {
        Rules = rules;
        var served = rules.Fair ? _accounts.Values.Where(account => account.Finish > Virtual).ToList() : [];
        _accounts.Clear();
        foreach (var account in served) _accounts[account.Name] = new LaneAccount(account.Name) { Finish = account.Finish };
        if (!rules.Fair) Virtual = _lastFinish = 0;
    }

    /// <summary>Whether the lane's own limit lets a job of this cost start.</summary>
    public bool HasRoom(LaneAccount account, int cost) => account.Used == 0 || cost <= (long)Rules.LimitOf(account.Name) - account.Used;

    /// <summary>A job of a lane starts: what it takes of the lane's share.</summary>
    /// <param name="account">The lane.</param>
    /// <param name="start">The virtual time at which it begins.</param>
    /// <param name="cost">Slots that it takes.</param>
    public void Began(LaneAccount account, double start, int cost)
    {
        if (!Rules.Fair) return;
        Virtual = start;
        account.Finish = Virtual + (double)cost / Rules.WeightOf(account.Name);
        _lastFinish = Math.Max(_lastFinish, account.Finish);
    }

    /// <summary>A job of a lane does not start after all: its share is given back.</summary>
    public void Refund(LaneAccount account, int cost)
    {
        if (Rules.Fair) account.Finish -= (double)cost / Rules.WeightOf(account.Name);
    }

    /// <summary>Nobody waits: what lanes have had is forgotten.</summary>
    /// <returns>Whether there was anything to forget.</returns>
    public bool Rest()
    {
        if (Virtual == _lastFinish) return false;
        Virtual = _lastFinish;
        foreach (var account in _accounts.Values.ToList()) Settle(account);
        return true;
    }

    /// <summary>Forgets a lane if nothing is lost by it.</summary>
    public void Settle(LaneAccount account)
    {
        var isIdle = account is { Lines: 0, Jobs: 0 };
        if (isIdle && (account.Finish <= Virtual || _accounts.Count > LaneReading.MostLanes)) _accounts.Remove(account.Name);
    }
}

using System.Collections.Immutable;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Faults;

/// <summary>
/// All faults of one run, decided before it begins. Each comes at a numbered occasion, so a part of a plan can be run again
/// without the rest: that is how a failing run is shrunk.
/// </summary>
internal sealed class FaultPlan
{
    private readonly Dictionary<(Occasion, long), Fault> _byOccasion = [];
    private readonly long[] _count = new long[Enum.GetValues<Occasion>().Length];

    private FaultPlan(ImmutableArray<Fault> faults)
    {
        All = faults;
        foreach (var fault in faults) _byOccasion.TryAdd((OccasionOf(fault.Kind), fault.Occasion), fault);
    }

    /// <summary>When a fault can come.</summary>
    private enum Occasion
    {
        Turn,
        Commit,
        Read,
        Message,
        OneWayMessage,
    }

    public ImmutableArray<Fault> All { get; }

    /// <summary>Those that have come so far.</summary>
    public List<Fault> Happened { get; } = [];

    /// <summary>Whether faults still come.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The plan of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="kinds">The kinds that are switched on. The others' faults are left out; those of these stay the same.</param>
    /// <param name="steps">Operations of the traffic, by which the occasions are spread.</param>
    /// <param name="only">Only the faults with these numbers; null for all.</param>
    public static FaultPlan Of(ulong seed, ImmutableArray<FaultKind> kinds, int steps, ImmutableArray<int>? only)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        var number = 0;
        foreach (var kind in FaultNames.All)
        {
            var chance = Chance.Of(seed, FaultNames.Of(kind));

            // Every second world has a kind at all, so that each kind is also seen without the others.
            var count = chance.OneIn(2) ? chance.From(1, MostOf(kind)) : 0;
            for (var i = 0; i < count; i++)
            {
                var fault = new Fault(number++, kind, chance.Below(Occasions(kind, steps)));
                if (kinds.Contains(kind) && only?.Contains(fault.Number) != false) faults.Add(fault);
            }
        }

        return new FaultPlan(faults.ToImmutable());
    }

    public FaultKind? OnCommit() => Next(Occasion.Commit);

    public FaultKind? OnRead() => Next(Occasion.Read);

    public FaultKind? OnMessage(bool oneWay) => Next(Occasion.Message) ?? (oneWay ? Next(Occasion.OneWayMessage) : null);

    public FaultKind? OnTurn() => Next(Occasion.Turn);

    /// <summary>From now on nothing goes wrong any more.</summary>
    public void End() => IsOver = true;

    private FaultKind? Next(Occasion occasion)
    {
        if (!_byOccasion.TryGetValue((occasion, _count[(int)occasion]++), out var fault) || IsOver) return null;
        Happened.Add(fault);
        return fault.Kind;
    }

    private static Occasion OccasionOf(FaultKind kind) => kind switch
    {
        FaultKind.LostAcknowledgement or FaultKind.UnknownWrite or FaultKind.FailedWrite or FaultKind.SlowWrite => Occasion.Commit,
        FaultKind.FailedRead or FaultKind.SlowRead => Occasion.Read,
        FaultKind.LostMessage or FaultKind.LateMessage or FaultKind.LostAnswer => Occasion.Message,
        FaultKind.RepeatedMessage => Occasion.OneWayMessage,
        _ => Occasion.Turn,
    };

    private static int MostOf(FaultKind kind) => kind switch
    {
        FaultKind.RestartAll => 1,
        FaultKind.Crash or FaultKind.TornBatch or FaultKind.Partition or FaultKind.Eviction or FaultKind.ClockJump => 4,
        FaultKind.StandStill => 6,
        _ => 20,
    };

    private static int Occasions(FaultKind kind, int steps) => steps * OccasionOf(kind) switch
    {
        Occasion.Turn => 200,
        Occasion.Commit => 4,
        Occasion.Read => 10,
        Occasion.Message => 6,
        _ => 3,
    };
}

using System.Collections.Immutable;
using System.Text.Json;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Simulation.Cluster;
using OrleansJobs.Simulation.World;
using OrleansJobs.Workers;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>
/// Workers outside, who ask queues for jobs of kind "carry" and run them. Some die, some go on after their leases are over, and all repeat what
/// they get no answer to. What they say is signed as what jobs of kind "work" say.
/// </summary>
internal sealed class Carriers(ulong seed, IFrontDoor door, History history)
{
    /// <summary>The kind of their jobs.</summary>
    public const string Kind = "carry";

    /// <summary>What only one of them has.</summary>
    public const string Label = "strong";

    private const int Count = 3;
    private const int MostTries = 4;

    private static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(4);

    private readonly Chance _chance = Chance.Of(seed, "workers");
    private readonly SimulatedIds _ids = new(Chance.Of(seed, "ids of workers"), door.Clock);
    private bool _reliable;

    /// <summary>Registers the kind, until it is certain.</summary>
    public Task Register() => door.Begin(async () =>
    {
        while (await door.Ask(grains => grains.GetGrain<IKindsGrain>(0).Put(new OutsideKind { Name = Kind })) is not KindResult.Changed)
            await Task.Delay(_chance.Seconds(0, 1), door.Clock);
    });

    /// <summary>Works, as long as the world goes on.</summary>
    public Task Run() => door.Begin(() => Task.WhenAll(Enumerable.Range(0, Count).Select(number => Work($"worker {number}", isStrong: number == 0))));

    /// <summary>From now on none of them dies or dawdles.</summary>
    public void BeReliable() => _reliable = true;

    private async Task Work(string name, bool isStrong)
    {
        while (true)
        {
            var queue = _chance.Pick(TrafficQueues.All);
            var request = new LeaseRequest
            {
                Kinds = [Kind, "unknown"],
                Labels = isStrong ? [Label, "other"] : [],
                Max = _chance.From(1, 3),
                Wait = _chance.OneIn(3) ? TimeSpan.Zero : _chance.Seconds(0, 3),
            };
            var offers = await door.Ask(grains => grains.GetGrain<IQueueGrain>(queue).Lease(request));
            if (!_reliable && _chance.OneIn(30)) continue;
            if (!offers.IsDefaultOrEmpty && _chance.OneIn(10)) _ = Decline(queue, offers);
            else if (!offers.IsDefaultOrEmpty) await Task.WhenAll(offers.Select(offer => Take(queue, offer, name)));
            await Task.Delay(_chance.Milliseconds(10, 300), door.Clock);
        }
    }

    private Task<bool> Decline(string queue, ImmutableArray<LeaseOffer> offers) => door.Ask(async grains =>
    {
        await grains.GetGrain<IQueueGrain>(queue).Decline(offers);
        return true;
    });

    private async Task Take(string queue, LeaseOffer offer, string name)
    {
        var terms = new LeaseTerms { Queue = queue, Offer = offer, Token = _ids.NewToken(), Worker = name, For = LeaseFor };
        if (await door.Ask(grains => grains.GetGrain<IJobGrain>(offer.JobId).Lease(terms)) is not { } leased) return;
        history.OnLease(leased.Job.Id, leased.Token, leased.LeaseUntil);
        await Carry(leased);
    }

    private async Task Carry(LeasedJob leased)
    {
        var signature = WorkJob.SignatureOf(leased.Token);
        for (var beats = _chance.From(0, 4); beats > 0; beats--)
        {
            await Pause();
            if (IsDead()) return;
            if (!await Heartbeat(leased, signature)) return;
            if (_chance.OneIn(3)) await SaveStep(leased, signature);
        }

        await Pause();
        if (IsDead()) return;
        await End(leased, _chance.Below(10) switch
        {
            0 => new LeaseEnd.Released(),
            1 => new LeaseEnd.Failed { Type = nameof(InvalidOperationException), Message = signature, Retryable = _chance.OneIn(2) },
            _ => new LeaseEnd.Completed { Result = Json.From(JsonSerializer.SerializeToUtf8Bytes(signature)) },
        });
    }

    // Now and then longer than the lease.
    private Task Pause() => Task.Delay(!_reliable && _chance.OneIn(12) ? _chance.Seconds(3, 9) : _chance.Milliseconds(10, 2_500), door.Clock);

    private bool IsDead() => !_reliable && _chance.OneIn(10);

    private async Task<bool> Heartbeat(LeasedJob leased, string signature)
    {
        var report = new AttemptReport
        {
            Token = leased.Token,
            Progress = _chance.OneIn(2) ? new JobProgress { Fraction = 0.5, Message = signature } : null,
            Log = _chance.OneIn(2) ? [new JobLogLine { Attempt = 0, Number = 0, At = default, Text = $"{signature} goes on" }] : [],
            Checkpoint = _chance.OneIn(3) ? Json.From(JsonSerializer.SerializeToUtf8Bytes(new WorkCheckpoint { Signature = signature, Step = 1 }, JobJson.Options)) : null,
        };
        var reply = await Repeat(leased.Job.Id, job => job.Heartbeat(report));
        if (reply is { Result: ReportResult.Recorded, LeaseUntil: { } until }) history.OnLease(leased.Job.Id, leased.Token, until);
        return reply is null or { Result: ReportResult.Recorded or ReportResult.Unavailable };
    }

    private async Task SaveStep(LeasedJob leased, string signature)
    {
        var step = new JobStep { Name = "carried", Value = Json.From(JsonSerializer.SerializeToUtf8Bytes(signature)) };
        if (await Repeat(leased.Job.Id, job => job.SaveStep(leased.Token, step)) is { Value: { } value })
            history.OnValue(leased.Job.Id, step.Name, JsonSerializer.Deserialize<string>(value.Utf8.AsSpan()));
    }

    private async Task End(LeasedJob leased, LeaseEnd end)
    {
        if (await Repeat(leased.Job.Id, job => job.EndLease(leased.Token, end)) is { Result: ReportResult.Recorded })
            history.OnLeaseEnd(leased.Job.Id, leased.Token, end);
    }

    /// <summary>Asks until there is an answer, and often once more.</summary>
    private async Task<LeaseReply?> Repeat(Guid job, Func<IJobGrain, Task<LeaseReply>> call)
    {
        LeaseReply? reply = null;
        for (var tries = 0; tries < MostTries && reply is null or { Result: ReportResult.Unavailable }; tries++)
            reply = await door.Ask(grains => call(grains.GetGrain<IJobGrain>(job)));
        if (_chance.OneIn(5)) reply = await door.Ask(grains => call(grains.GetGrain<IJobGrain>(job))) ?? reply;
        return reply;
    }
}

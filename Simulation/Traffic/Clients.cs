using System.Collections.Immutable;
using OrleansJobs.Grains.Zoo;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Schedules;
using OrleansJobs.Simulation.Cluster;
using OrleansJobs.Simulation.World;
using OrleansJobs.Zoo;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>
/// Many clients, who at random moments submit, change and read jobs and set queues, through any silo, and repeat what is
/// safe to repeat when they get no answer.
/// </summary>
internal sealed partial class Clients
{
    private const int Keys = 12;

    private static readonly ImmutableArray<string> Bursts = ["burst a", "burst b", "burst c"];

    private readonly IFrontDoor _door;
    private readonly History _history;
    private readonly Chance _chance;
    private readonly Requests _requests;
    private readonly SimulatedIds _ids;
    private readonly ZooWords _words;
    private readonly List<Guid> _jobs = [];
    private readonly Dictionary<Guid, long> _versions = [];
    private int _underWay;

    /// <param name="seed">What decides about all they do.</param>
    /// <param name="door">Where they go.</param>
    /// <param name="history">Told what they ask for and are told.</param>
    /// <param name="words">What a zoo query may be about.</param>
    /// <param name="deadly">Whether there are jobs that kill their process.</param>
    public Clients(ulong seed, IFrontDoor door, History history, ZooWords words, bool deadly)
    {
        _door = door;
        _history = history;
        _words = words;
        _chance = Chance.Of(seed, "traffic");
        _requests = new Requests(_chance, door.Clock.GetUtcNow(), deadly);
        _ids = new SimulatedIds(Chance.Of(seed, "ids of clients"), door.Clock);
    }

    /// <summary>Whether all have their answers.</summary>
    public bool AreDone => _underWay == 0;

    /// <summary>Does so many things, each some time after the one before.</summary>
    public Task Run(int steps) => _door.Begin(async () =>
    {
        foreach (var queue in TrafficQueues.All) _ = Count(() => SetFirst(queue));
        if (_chance.OneIn(4)) _ = Count(FillShared);
        foreach (var key in Bursts.Where(_ => _chance.OneIn(2))) _ = Count(() => SubmitBurst(key));
        for (var i = 0; i < steps; i++)
        {
            // Bursts and pauses.
            if (!_chance.OneIn(3)) await Task.Delay(_chance.OneIn(10) ? _chance.Seconds(0, 6) : _chance.Milliseconds(0, 500), _door.Clock);
            _ = Count(Act);
            if (_chance.OneIn(3)) _ = Count(Read);
        }
    });

    /// <summary>Makes the schedules, until it is certain, or a silo says that they are over: whose clock was set ahead.</summary>
    public Task MakeSchedules() => _door.Begin(async () =>
    {
        foreach (var (name, spec) in TrafficSchedules.Of(_door.Clock.GetUtcNow()))
        {
            while (await _door.Ask(grains => grains.GetGrain<IScheduleGrain>(name).Put(spec)) is null or ScheduleResult.Unavailable)
                await Task.Delay(_chance.Seconds(0, 2), _door.Clock);
        }
    });

    /// <summary>Lets all queues run.</summary>
    public Task ResumeAll() => _door.Begin(() => Count(async () =>
    {
        foreach (var queue in TrafficQueues.All.Add(ZooQueryJob.Queue))
        {
            QueueResult? result = null;
            while (result is not QueueResult.Changed) result = await SetPaused(queue, false);
        }
    }));

    private async Task Count(Func<Task> act)
    {
        _underWay++;
        await act();
        _underWay--;
    }

    private Task Act() => _chance.Below(100) switch
    {
        < 26 => SubmitNew(),
        < 42 => SubmitKeyed(),
        < 45 => Task.WhenAll(Enumerable.Range(0, _chance.From(4, 10)).Select(_ => SubmitNew())),
        < 54 => Change(Wish.Cancel, job => job.Cancel("enough")),
        < 61 => Change(Wish.Retry, job => job.Retry(null)),
        < 69 => Patch(),
        < 70 => Signal(_jobs),
        < 71 => SubmitSignalled(),
        < 74 => Change(Wish.Delete, job => job.Delete()),
        < 80 => Pause(),
        < 83 => Configure(),
        < 90 => AskZoo(),
        < 98 => Read(),
        _ => _door.Restart(_chance),
    };

    /// <summary>
    /// More than the queue that shares its slots gets done: so lanes wait there. Nobody changes or reads these jobs: they are so many that
    /// hardly anything else would be changed and read.
    /// </summary>
    private async Task FillShared()
    {
        for (var number = 0; number < 100; number++)
        {
            await Task.Delay(_chance.Milliseconds(500, 1_000), _door.Clock);
            _ = Count(() => SubmitNew(_ids.NewId(), Requests.Shared(number)));
        }
    }

    /// <summary>
    /// The only client of its debounce key. It never repeats a submit: what was sent before may come late, and undo what was sent since.
    /// </summary>
    private async Task SubmitBurst(string key)
    {
        for (var value = 1; value <= 16; value++)
        {
            await Task.Delay(_chance.OneIn(3) ? _chance.Seconds(0, 8) : _chance.Milliseconds(0, 800), _door.Clock);
            var spec = _requests.Debounced(key, value);
            var id = JobId.OfDebounce(spec.Tenant, spec.Kind, key);
            _history.Submitting(id, spec);
            var result = await _door.Ask(grains => grains.GetGrain<IDebounceGrain>(id).Submit(spec));
            if (result is not null) _history.Submitted(null, id, spec, result);
            if (result is SubmitResult.Accepted { Job.Id: var made }) _jobs.Add(made);
        }
    }

    private Task SubmitNew()
    {
        var id = _ids.NewId();
        var spec = _requests.Spec();
        if (_jobs.Count > 0 && _chance.OneIn(4)) spec = _requests.Behind(spec, _jobs);
        _jobs.Add(id);
        return SubmitNew(id, spec);
    }

    private Task SubmitNew(Guid id, JobSpec spec)
    {
        _history.Submitting(id, spec);
        return Submit(null, id, spec);
    }

    private Task SubmitKeyed()
    {
        var number = _chance.Below(Keys);
        var key = $"key {number}";
        var spec = _requests.SpecOf(_chance.OneIn(8) ? number + Keys : number);
        var id = _history.Submitting(key, spec);
        if (!_jobs.Contains(id)) _jobs.Add(id);
        return Submit(key, id, spec);
    }

    /// <summary>Often a second time before the answer to the first.</summary>
    private async Task Submit(string? key, Guid id, JobSpec spec)
    {
        var first = SubmitUntilAnswered(key, id, spec);
        if (_chance.OneIn(3)) await SubmitUntilAnswered(key, id, spec);
        await first;
    }

    private async Task SubmitUntilAnswered(string? key, Guid id, JobSpec spec)
    {
        for (var tries = 0; tries < 4; tries++)
        {
            var result = await _door.Ask(grains => grains.GetGrain<IJobGrain>(id).Submit(spec));
            if (result is not null) _history.Submitted(key, id, spec, result);
            if (result is not null and not SubmitResult.Unavailable) return;
        }
    }

    /// <summary>A job that waits for a signal, and gets one now and then before it asks, and now and then too late.</summary>
    private async Task SubmitSignalled()
    {
        var id = _ids.NewId();
        _jobs.Add(id);
        await SubmitNew(id, _requests.Waiting());
        await Task.Delay(_chance.Seconds(0, 8), _door.Clock);
        await Signal([id]);
    }

    private Task Signal(IReadOnlyList<Guid> jobs) => Change(jobs, Wish.Signal, job => job.Signal(WorkJob.Signal, Json.Parse(Requests.SignalValue)));

    private Task Change(Wish wish, Func<IJobGrain, Task<ChangeResult>> change) => Change(_jobs, wish, change);

    private async Task Change(IReadOnlyList<Guid> jobs, Wish wish, Func<IJobGrain, Task<ChangeResult>> change)
    {
        if (jobs.Count == 0) return;
        var id = _chance.Pick(jobs);
        _history.Asking(id, wish);
        var result = await _door.Ask(grains => change(grains.GetGrain<IJobGrain>(id)));
        if (result is null) return;
        _history.Changed(id, wish, result);
        if (result is ChangeResult.Changed { Job.Version: var version }) _versions[id] = version;
    }

    private Task Patch()
    {
        var version = _versions.Count > 0 ? _chance.Pick([.. _versions.Values]) : 1;
        var patch = _requests.Patch(version);
        return Change(Wish.Patch, job => job.Patch(patch));
    }

    private async Task Pause()
    {
        var queue = _chance.Pick(TrafficQueues.Names);
        await SetPaused(queue, true);
        await Task.Delay(_chance.Seconds(0, 8), _door.Clock);
        await SetPaused(queue, false);
    }

    private Task<QueueResult?> SetPaused(string queue, bool paused) => SetQueue(queue, grain => grain.SetPaused(paused));

    private Task<QueueResult?> Configure()
    {
        var queue = _chance.Pick(TrafficQueues.Names);
        var settings = _requests.Settings();
        return SetQueue(queue, grain => grain.Configure(settings));
    }

    /// <summary>Until it is certain: a rate that holds only perhaps could not be checked.</summary>
    private async Task SetFirst(string queue)
    {
        if (TrafficQueues.FirstSettings(queue) is not { } settings) return;
        for (var tries = 0; tries < 20; tries++)
        {
            if (await SetQueue(queue, grain => grain.Configure(settings)) is QueueResult.Changed) return;
            await Task.Delay(_chance.Seconds(0, 2), _door.Clock);
        }
    }

    private async Task<QueueResult?> SetQueue(string queue, Func<IQueueGrain, Task<QueueResult>> set)
    {
        var result = await _door.Ask(grains => set(grains.GetGrain<IQueueGrain>(queue)));
        if (result is not null) _history.QueueSet(queue, result);
        return result;
    }

    private async Task AskZoo()
    {
        var animal = _chance.Pick(_words.Animals);
        var result = await _door.Ask(grains => grains.GetGrain<IAnimalGrain>(animal).StartQuery(null));
        if (result is SubmitResult.Accepted { Job: var query }) _history.Read(null, query.Id, query);
        if (_chance.OneIn(2)) await _door.Ask(grains => grains.GetGrain<IAnimalGrain>(animal).GetStatus());
    }

    private async Task Read()
    {
        if (_jobs.Count == 0) return;
        var id = _chance.Pick(_jobs);
        var wait = _chance.Seconds(0, 12);
        var read = _history.Reading(id);
        var job = _chance.OneIn(2)
            ? await _door.Ask(grains => grains.GetGrain<IJobGrain>(id).WaitForEnd(wait))
            : await _door.Ask(grains => grains.GetGrain<IJobQueryGrain>(0).Get(id));
        _history.Read(read, id, job);
    }
}

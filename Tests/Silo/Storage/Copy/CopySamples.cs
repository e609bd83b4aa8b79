using System.Text.Json;
using OrleansJobs.Access;
using OrleansJobs.Batches;
using OrleansJobs.Datasets;
using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Datasets;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Silo.Storage.Access;
using OrleansJobs.Silo.Storage.Batches;
using OrleansJobs.Silo.Storage.Datasets;
using OrleansJobs.Silo.Storage.Movies;
using OrleansJobs.Silo.Storage.Schedules;
using OrleansJobs.Silo.Storage.Traffic;
using OrleansJobs.Silo.Storage.Workers;
using OrleansJobs.Traffic;
using Xunit;
using static OrleansJobs.Tests.Grains.Movies.MovieSamples;

namespace OrleansJobs.Tests.Silo.Storage.Copy;

/// <summary>Something in every table, and what is read of it again by those who use it.</summary>
internal static class CopySamples
{
    private static readonly GrainId Lion = GrainId.Create("zoo", "lion/ä");
    private static readonly GrainId Numbered = GrainId.Create("zoo", "000000000000000000000000000000070");

    /// <summary>Of every form that a key can have.</summary>
    private static readonly GrainId[] OtherKeys =
    [
        GrainId.Create("zoo", "k\u00e9y with spaces / and more"),
        new(Lion.Type, GrainIdKeyExtensions.CreateGuidKey(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"))),
        new(Lion.Type, GrainIdKeyExtensions.CreateGuidKey(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "more")),
        new(Lion.Type, GrainIdKeyExtensions.CreateIntegerKey(-2)),
        new(Lion.Type, GrainIdKeyExtensions.CreateIntegerKey(7, "more")),
    ];

    private static readonly JobFilter Everything = new() { Limit = 100 };

    public static async Task Fill(OpenStore store)
    {
        await store.Jobs.TakeEpoch("default");
        var epoch = await store.Jobs.ReplaceSettings("animals", new QueueSettings { Concurrency = 3, Paused = true, Fair = true });
        epoch = await store.Jobs.Hold("animals", Rows.Now.AddHours(1));
        Assert.True(await store.Jobs.SetBreaker("animals", epoch.Epoch, Rows.Now.AddHours(2)));
        epoch = await store.Jobs.TakeEpoch("animals");
        await store.Jobs.SetTrial("animals", epoch.Epoch, Guid.Parse("01234567-89ab-7def-8123-456789abcdef"));
        await store.Jobs.SpendPermits("animals", epoch.Epoch, [new LanePermits("a", Rows.Now.AddHours(1))], Rows.Now);
        var batches = new BatchTable(store.Database);
        foreach (var id in (Guid[])[StoreContract.Full.Batch!.Value, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff")])
            await batches.Create(new BatchRecord { Id = id, Spec = new BatchSpec { Tags = ["ü"] }, CreatedAt = Rows.Now, Most = 5 });
        await store.Jobs.Put(StoreContract.Full);
        await batches.Cancel(StoreContract.Full.Batch.Value, "why", Rows.Now);
        await store.Jobs.Put(Rows.Pending(runAt: Rows.Now.AddDays(1)) with { Tags = ["ü", "a"], Input = Json.Parse("{ \"text\" : \"\\u0000 \\ud83d 🦁\" }") });
        await store.Jobs.Put(Rows.Pending("animals") with { Input = null, Pool = "noop\ngpu" });
        var numbered = await store.Jobs.Put(Rows.Numbered(), job => job.Run());
        foreach (var phase in (JobPhase[])[JobPhase.Succeeded, JobPhase.Failed, JobPhase.Cancelled])
            await store.Jobs.Put(Rows.Numbered(), job => job.Run(), job => job.End(phase, Rows.Now.AddDays(7)));
        await store.Jobs.Write(new JobWrite
        {
            Before = numbered,
            After = numbered.Next() with { HasChildren = true },
            Children = [Guid.Parse("00112233-4455-6677-8899-aabbccddeeff")],
            Steps = [(0, new JobStep { Name = "é", Value = Json.Parse("[ 1 ]") })],
            Log = [Rows.Line(1, 1, "début 'quoted'"), Rows.Line(1, 2, "")],
        });
        numbered = (await store.Jobs.Read(numbered.Id, CancellationToken.None))!;
        await store.Jobs.Write(numbered, numbered.End());

        await Write(store, Lion, new Cage("lion", 3));
        await store.Grains.ClearStateAsync("cage", Numbered, await Write(store, Numbered, new Cage("none", 0)));
        foreach (var grain in OtherKeys) await Write(store, grain, new Cage($"{grain}", 1));

        var movies = new MovieTable(store.Database);
        await movies.Write(null, Movie("'; DROP TABLE movies; --🎬", "Ünï\"codé", 1, "0001-01-01", long.MinValue));
        await movies.Write(null, Movie("Alien"));
        await new TrafficTable(store.Database).Record(new TrafficFlush
        {
            Process = Guid.Parse("01234567-89ab-7def-8123-456789abcdef"),
            Sequence = 7,
            At = Rows.Now,
            Counts = [new PathCount { Url = "/api/é/", Requests = 5 }, new PathCount { Url = "/api/b/", Requests = long.MaxValue / 2 }],
        });
        await new ScheduleTable(store.Database).Write(null, StoreContract.FullSchedule);
        await new KindTable(store.Database).PutKind(StoreContract.FullKind);
        await new AccessTable(store.Database).AddKey(StoreContract.KeyOf(1), 1);
        await new AccessTable(store.Database).PutAudit(StoreContract.Change(1, "ada"), DateTimeOffset.MinValue);
        await new SqlDatasetTable(store.Database).Save(Dataset("meals"), 10);
    }

    /// <summary>Whoever reads the copy finds what is in the source.</summary>
    public static async Task AssertSame(OpenStore source, OpenStore copy)
    {
        var jobs = await Jobs(source);
        Assert.Equal(7, jobs.Count);
        foreach (var (expected, actual) in jobs.Zip(await Jobs(copy), (a, b) => (a, b))) StoreContract.AssertSame(expected, actual);
        Assert.Equal(await Answers(source), await Answers(copy));
    }

    /// <summary>The service on the copy goes on counting where the other one was.</summary>
    public static async Task AssertGoesOn(OpenStore copy)
    {
        var greatest = (await Jobs(copy)).Max(job => job.Seq);
        var next = await copy.Jobs.Put(Rows.Numbered(), job => job.Run(), job => job.End());
        Assert.Equal(greatest + 1, next.Seq);
        Assert.Equal(5, next.Number);
        Assert.Equal(3, (await new BatchTable(copy.Database).Create(new BatchRecord { Id = Guid.NewGuid(), Spec = new BatchSpec(), CreatedAt = Rows.Now, Most = 5 }))!.Seq);
        await Write(copy, GrainId.Create("zoo", "new"), new Cage("new", 1));
    }

    private static async Task<IReadOnlyList<JobRecord>> Jobs(OpenStore store)
    {
        var jobs = new List<JobRecord>();
        foreach (var job in await store.Jobs.List(Everything, Rows.Now, CancellationToken.None))
            jobs.Add((await store.Jobs.Read(job.Id, CancellationToken.None))!);
        return jobs;
    }

    private static async Task<List<string>> Answers(OpenStore store)
    {
        var answers = new List<string>();
        foreach (var job in await Jobs(store))
        {
            foreach (var line in await store.Jobs.ReadLog(new JobLogFilter { JobId = job.Id }, CancellationToken.None) ?? [])
                answers.Add($"{job.Id} {line.Attempt}.{line.Number} {line.At:O} {line.Text}");
        }

        var tagged = await store.Jobs.Search(Everything with { Tag = "ü" }, Rows.Now, CancellationToken.None);
        answers.AddRange(tagged.Rows.Select(job => $"tagged {job.Id}"));
        answers.Add($"{await store.Queues.CountJobs(null, null, Rows.Now, CancellationToken.None)}");
        answers.Add($"{await store.Queues.ReadLoad("default", Rows.Now, CancellationToken.None)}");
        answers.AddRange((await store.Queues.ListQueues("", 10, CancellationToken.None)).Select(queue => $"{queue}"));
        foreach (var grain in (GrainId[])[Lion, Numbered, .. OtherKeys])
        {
            var state = new GrainState<Cage>(new Cage("", -1));
            await store.Grains.ReadStateAsync("cage", grain, state);
            answers.Add($"{state.State} {state.ETag} {state.RecordExists}");
        }

        answers.Add($"{await new MovieTable(store.Database).Read("'; DROP TABLE movies; --🎬", CancellationToken.None)}");
        answers.AddRange((await new TrafficTable(store.Database).List(null, 10, CancellationToken.None)).Select(count => $"{count}"));
        answers.AddRange((await new DependencyTable(store.Database).ReadEnded(9, CancellationToken.None)).Select(dependency => $"{dependency}"));
        answers.AddRange((await new BatchTable(store.Database).List(long.MaxValue, 9, CancellationToken.None)).Select(batch => JsonSerializer.Serialize(batch)));
        foreach (var job in await Jobs(store))
            answers.AddRange((await new StepTable(store.Database).ReadSteps(job, CancellationToken.None)).Select(step => $"{job.Id} {step.Name} {step.Value}"));
        answers.AddRange((await new ScheduleTable(store.Database).List("", 10, CancellationToken.None)).Select(schedule => JsonSerializer.Serialize(schedule)));
        answers.AddRange((await new KindTable(store.Database).ListKinds(CancellationToken.None)).Select(kind => JsonSerializer.Serialize(kind)));
        answers.AddRange((await new AccessTable(store.Database).ListKeys(CancellationToken.None)).Select(key => JsonSerializer.Serialize(key)));
        answers.AddRange((await new AccessTable(store.Database).ListAudit(new AuditFilter(), CancellationToken.None)).Select(one => $"{one}"));
        foreach (var pool in await store.Jobs.ListPools("animals", "", 10, CancellationToken.None))
            answers.Add($"{pool}: {Assert.Single((await store.Jobs.ReadWindow("animals", pool, Rows.Now, 10, CancellationToken.None)).Due)}");
        answers.AddRange((await store.Jobs.ReadRunning("animals", CancellationToken.None)).Select(row => $"{row}"));
        var dataset = (await new SqlDatasetTable(store.Database).Read("meals", CancellationToken.None))!;
        answers.Add($"{dataset.Report} {Convert.ToHexString(dataset.Table)}");
        return answers;
    }

    private static async Task<GrainState<Cage>> Write(OpenStore store, GrainId grain, Cage cage)
    {
        var state = new GrainState<Cage>(cage);
        await store.Grains.WriteStateAsync("cage", grain, state);
        return state;
    }

    private static StoredDataset Dataset(string name) => new(
        new DatasetReport
        {
            Name = name,
            Version = "v1",
            Source = DatasetSource.Upload,
            LoadedAt = Rows.Now,
            Rows = 1,
            RowsWithoutValue = 2,
            Questions = 3,
            Locations = 4,
        },
        [.. Enumerable.Range(0, 1_000).Select(n => (byte)n)]);

    private sealed record Cage(string Animal, int Visitors);
}

using OrleansJobs.Batches;
using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Silo.Storage.Batches;
using OrleansJobs.Silo.Storage.Export;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private static readonly Json Secret = Json.Parse("""{"name": "leopard"}""");

    [StoreFact]
    public async Task What_is_sealed_is_read_as_it_was_and_is_nowhere_in_the_database()
    {
        Seal("k1");
        var (job, batch) = await FillWithSecrets();
        Close();
        Assert.DoesNotContain("leopard", await Exported(), StringComparison.Ordinal);
        AssertSame(job, await Stored(job));
        Assert.Equal([$"charge {Secret}"], await Read(job));
        Assert.Equal(Secret, (await Schedules.Read("nightly", CancellationToken.None))!.Spec.Job.Input);
        Assert.Equal<IEnumerable<Json?>>([Secret, null, Secret], BatchText.InputsOf((await new BatchTable(Store.Database).Read(batch, CancellationToken.None))!.Spec));
        var ended = job.End() with { Result = Secret, Checkpoint = null };
        await Jobs.Write(job, ended);
        AssertSame(ended, await Stored(job));
        Close();
        Assert.DoesNotContain("leopard", await Exported(), StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task A_value_in_the_place_of_another_or_changed_does_not_open_and_the_rest_does()
    {
        Seal("k1");
        var one = await Jobs.Put(Rows.Pending() with { Input = Secret, Checkpoint = Secret });
        var other = await Jobs.Put(Rows.Pending() with { Input = Secret });
        Execute($"UPDATE jobs SET input = (SELECT j.input FROM jobs j WHERE j.seq = {one.Seq}) WHERE seq = {other.Seq}");
        Execute($"UPDATE jobs SET checkpoint = input WHERE seq = {one.Seq}");
        Assert.Contains("The input is sealed with the key \"k1\" and cannot be opened", SealedJson.FaultOf(await Stored(other)), StringComparison.Ordinal);
        Assert.Contains("The checkpoint is sealed with", SealedJson.FaultOf(await Stored(one)), StringComparison.Ordinal);
        Assert.Equal(Secret, (await Stored(one)).Input);
        Assert.Equal(2, (await Jobs.List(new JobFilter { Limit = 9 }, Rows.Now, CancellationToken.None)).Count);
    }

    [StoreFact]
    public async Task Without_its_key_a_value_is_carried_and_written_back_as_it_is()
    {
        Seal("k1");
        var (job, batch) = await FillWithSecrets();
        Seal("k2");
        var read = await Stored(job);
        Assert.True(SealedJson.Is(read.Input));
        Assert.Null(JobView.At(read, Rows.Now).Input);
        await Jobs.Write(read, read.Next() with { Queue = "other", Checkpoint = Json.Parse("1") });
        Assert.Contains("k1", (await Assert.ThrowsAsync<StoreException>(() => Steps.ReadSteps(read, CancellationToken.None))).Message, StringComparison.Ordinal);
        var schedule = await Schedules.Read("nightly", CancellationToken.None);
        Assert.True(SealedJson.Is(schedule!.Spec.Job.Input));
        Assert.True(await Schedules.Write(schedule, schedule with { Stamp = 9, Paused = true }));
        var batches = new BatchTable(Store.Database);
        Assert.True(SealedJson.Is((await batches.Seal(batch, Rows.Now))!.Spec.OnCompleted!.Input));
        var again = await Assert.ThrowsAsync<StoreException>(() => batches.Create(new BatchRecord { Id = batch, Spec = new BatchSpec(), CreatedAt = Rows.Now, Most = 1 }));
        Assert.True(again.IsSealed);

        Seal("k2", "k1");
        Assert.Equal((Secret, Json.Parse("1")), ((await Stored(job)).Input, (await Stored(job)).Checkpoint));
        Assert.Equal(Secret, (await Schedules.Read("nightly", CancellationToken.None))!.Spec.Job.Input);
    }

    [StoreFact]
    public async Task Rows_of_before_are_read_and_a_statement_may_insert_what_is_not_sealed()
    {
        var looksSealed = Json.Parse("\"sealed:1:k1:AAAA\"");
        var old = await Jobs.Put(Rows.Pending() with { Input = looksSealed });
        await Schedules.Write(null, FullSchedule);
        Seal("k1");
        Assert.Equal(looksSealed, (await Stored(old)).Input);
        Assert.Equal(FullSchedule.Spec.Job.Input, (await Schedules.Read("nightly", CancellationToken.None))!.Spec.Job.Input);
        var row = await Jobs.Put(Rows.Pending() with { Input = looksSealed });
        Assert.Equal(looksSealed, (await Stored(row)).Input);
        Execute($$"""UPDATE jobs SET input = '{"by": "hand"}' WHERE seq = {{row.Seq}}""");
        Assert.Equal("""{"by": "hand"}""", $"{(await Stored(row)).Input}");
    }

    /// <summary>Opens the store anew, with these keys.</summary>
    private void Seal(string current, params string[] others)
    {
        Close();
        Place.Options.Encryption = Keys.Options(current, others);
    }

    private async Task<(JobRecord Job, Guid Batch)> FillWithSecrets()
    {
        var job = await Jobs.Put(Rows.Pending() with { Input = Secret }, row => row.Run() with { Checkpoint = Secret });
        job = await WriteSteps(job, (0, Step("charge", $"{Secret}")));
        await Schedules.Write(null, FullSchedule with { Spec = FullSchedule.Spec with { Job = FullSchedule.Spec.Job with { Input = Secret } } });
        var callback = new JobSpec { Kind = "noop", Input = Secret };
        var batch = new BatchRecord { Id = Guid.Parse("00000000-0000-0000-0000-00000000005e"), Spec = new BatchSpec { OnCompleted = callback, OnSucceeded = callback with { Input = null }, OnFailed = callback }, CreatedAt = Rows.Now, Most = 5 };
        await new BatchTable(Store.Database).Create(batch);
        return (job, batch.Id);
    }

    private string PlaceText => Place.Options.Provider == StorageProvider.Sqlite ? Place.Options.DataDirectory : Place.Options.ConnectionString;

    /// <summary>All that is in the database, as an export has it.</summary>
    private async Task<string> Exported()
    {
        using var directory = new TempDirectory();
        var file = Path.Combine(directory.Path, "all");
        Assert.Equal(0, await ExportCommand.Run(["--from", PlaceText, "--to", file], TimeProvider.System, TextWriter.Null, TextWriter.Null));
        return await File.ReadAllTextAsync(file);
    }
}

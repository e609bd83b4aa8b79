using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private StepTable Steps => new(Store.Database);

    [StoreFact]
    public async Task The_first_value_of_a_step_stays_and_each_series_has_its_own()
    {
        var row = await Jobs.Put(Rows.Pending(), job => job.Run());
        row = await WriteSteps(row, (0, Step("charge é", "1")), (0, Step("mail", "null")));
        row = await WriteSteps(row, (0, Step("charge é", "2")), (1, Step("charge é", "3")));
        Assert.Equal(["charge é 1", "mail null"], await Read(row));
        Assert.Equal(["charge é 3"], await Read(row with { StepSeries = 1 }));
        Assert.Empty(await Read(row with { StepSeries = 2 }));

        // Of a write that is refused nothing is stored.
        Assert.Equal(CommitOutcome.Conflict, (await Jobs.Write(new JobWrite { Before = row.Next(), After = row.Next().Next(), Steps = [(0, Step("no", "1"))] })).Outcome);
        Assert.Equal(2, (await Read(row)).Count);
        await Jobs.Write(row, row.End());
        await Jobs.Delete(await Stored(row));
        Assert.Equal(0, Number("SELECT COUNT(*) FROM job_steps"));
    }

    [StoreFact]
    public async Task Steps_are_listed_in_order_of_their_names_from_behind_one_on()
    {
        var row = await Jobs.Put(Rows.Pending(), job => job.Run());
        row = await WriteSteps(row, (0, Step("b", "2")), (0, Step("B", "1")), (0, Step("é", "4")), (0, Step("c", "3")), (1, Step("d", "5")));
        Assert.Equal(["B", "b"], await List(row, "", 2));
        Assert.Equal(["c", "é"], await List(row, "b", 100));
        Assert.Empty(await List(row, "é", 100));
    }

    [StoreFact]
    public async Task Retention_drops_steps_with_the_payload()
    {
        var kept = await Jobs.Put(Rows.Pending(), job => job.Run());
        kept = await WriteSteps(kept, (0, Step("a", "1")));
        var row = await Jobs.Put(Rows.Pending(), job => job.Run());
        row = await WriteSteps(row, (0, Step("a", "1")), (1, Step("a", "2")));
        await Jobs.Write(row, row.End(purgeAt: Rows.Now));
        Assert.Equal(1, await Jobs.Expire(Rows.Now, Rows.KeepFor(TimeSpan.FromDays(1)), 10, CancellationToken.None));
        Assert.Equal(1, Number("SELECT COUNT(*) FROM job_steps"));
        Assert.Equal(["a 1"], await Read(kept));
    }

    private static JobStep Step(string name, string value) => new() { Name = name, Value = Json.Parse(value) };

    private async Task<JobRecord> WriteSteps(JobRecord row, params (int, JobStep)[] steps)
    {
        await Jobs.Write(new JobWrite { Before = row, After = row.Next(), Steps = [.. steps] });
        return await Stored(row);
    }

    private async Task<IEnumerable<string>> List(JobRecord row, string after, int limit) =>
        (await Steps.ListSteps(row, after, limit, CancellationToken.None)).Select(step => step.Name);

    private async Task<List<string>> Read(JobRecord row) =>
        [.. (await Steps.ReadSteps(row, CancellationToken.None)).Select(step => $"{step.Name} {step.Value}").Order(StringComparer.Ordinal)];
}

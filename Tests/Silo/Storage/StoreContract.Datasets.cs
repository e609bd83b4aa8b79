using OrleansJobs.Datasets;
using OrleansJobs.Grains.Datasets;
using OrleansJobs.Silo.Storage.Datasets;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private SqlDatasetTable Datasets => new(Store.Database);

    [StoreFact]
    public async Task A_dataset_comes_back_as_it_was_stored_also_after_a_restart()
    {
        var dataset = Stored("a", 1);
        Assert.Equal(1, await Datasets.Save(dataset, 10));
        Close();
        var back = await Datasets.Read("a", CancellationToken.None);
        Assert.Equal(dataset.Report, back!.Report);
        Assert.Equal(dataset.Table, back.Table);
        Assert.Null(await Datasets.Read("A", CancellationToken.None));
    }

    [StoreFact]
    public async Task A_dataset_replaces_the_one_of_its_name_and_counts_up()
    {
        await Datasets.Save(Stored("a", 1), 10);
        Assert.Equal(2, await Datasets.Save(Stored("a", 2), 10));
        var back = await Datasets.Read("a", CancellationToken.None);
        Assert.Equal((2L, (byte)2), (back!.Report.Rows, back.Table[0]));
        Assert.Single(await Datasets.List(CancellationToken.None));
    }

    [StoreFact]
    public async Task Datasets_are_listed_by_name_and_are_no_more_than_allowed()
    {
        foreach (var name in (string[])["b", "B", "a"]) Assert.Equal(1, await Datasets.Save(Stored(name, 1), 3));
        Assert.Null(await Datasets.Save(Stored("c", 1), 3));
        Assert.Equal(2, await Datasets.Save(Stored("b", 2), 3));
        Assert.Equal(["B", "a", "b"], (await Datasets.List(CancellationToken.None)).Select(report => report.Name));
    }

    private static StoredDataset Stored(string name, byte content) => new(
        new DatasetReport
        {
            Name = name,
            Version = $"v{content}",
            Source = DatasetSource.Upload,
            LoadedAt = Rows.Now,
            Rows = content,
            RowsWithoutValue = 2,
            Questions = 3,
            Locations = 4,
        },
        [.. Enumerable.Repeat(content, 100_000)]);
}

using OrleansJobs.Datasets;
using Xunit;

namespace OrleansJobs.Tests.Grains.Datasets;

/// <summary>Datasets on a running host: uploads, faults, restarts.</summary>
public sealed class DatasetGrainTests(DatasetHost host) : IClassFixture<DatasetHost>
{
    private const string Larger = SampleCsv.Small + "Iowa,How many?,8,,\n";

    private readonly string _name = $"test-{Guid.NewGuid():N}";

    [Fact]
    public async Task Nothing_is_known_of_a_dataset_that_there_is_not()
    {
        Assert.Null(await host.Dataset(_name).Get());
        Assert.Null(await host.Dataset(_name).GetQuestions());
        Assert.Null(await host.Dataset(_name).GetLocations());
        Assert.IsType<DatasetAnswer.NoDataset>(await Ask(_name));
        Assert.Equal("dataset", (await host.Dataset(_name).Check(StatesMean))!.Field);
    }

    [Fact]
    public async Task Without_an_upload_the_default_is_the_sample()
    {
        var report = await host.Dataset(DatasetName.Default).Get();
        Assert.Equal((DatasetSource.Sample, 9, 55), (report!.Source, report.Questions, report.Locations));
        Assert.Contains(report, await host.Grains.GetGrain<IDatasetsGrain>(0).List());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000_000)]
    public async Task An_upload_is_answered_from_then_on_and_after_a_restart(int piece)
    {
        var stored = Assert.IsType<UploadResult.Stored>(await host.Upload(_name, SampleCsv.Small, piece));
        Assert.True(stored.Created);
        Assert.Equal((_name, 3L, 1, 2), (stored.Report.Name, stored.Report.Rows, stored.Report.Questions, stored.Report.Locations));
        var before = await Ask(_name);
        Assert.Equal("""{"Ohio":1.5,"Utah":4}""", Assert.IsType<DatasetAnswer.Found>(before).Data.ToString());
        await host.Restart();
        Assert.Equal(before, await Ask(_name));
        Assert.Equal(stored.Report, await host.Dataset(_name).Get());
        Assert.Contains(stored.Report, await host.Grains.GetGrain<IDatasetsGrain>(0).List());
    }

    [Fact]
    public async Task A_second_upload_takes_the_place_of_the_first_and_has_another_version()
    {
        var first = Assert.IsType<UploadResult.Stored>(await host.Upload(_name, SampleCsv.Small));
        var second = Assert.IsType<UploadResult.Stored>(await host.Upload(_name, Larger));
        Assert.False(second.Created);
        Assert.NotEqual(first.Report.Version, second.Report.Version);
        Assert.Equal(second.Report.Version, Assert.IsType<DatasetAnswer.Found>(await Ask(_name)).Version);
        Assert.Equal(["Iowa", "Ohio", "Utah"], [.. (await host.Dataset(_name).GetLocations())!.Texts]);
    }

    [Fact]
    public async Task Until_its_end_an_upload_is_not_seen_and_one_that_is_given_up_never()
    {
        await host.Upload(_name, SampleCsv.Small);
        var before = await Ask(_name);
        var id = Guid.NewGuid();
        Assert.Null(await host.Dataset(_name).Append(id, 0, [.. SampleCsv.Bytes(Larger)]));
        Assert.Equal(before, await Ask(_name));
        await host.Dataset(_name).Abandon(id);
        Assert.IsType<UploadResult.Lost>(await host.Dataset(_name).Finish(id, 1));
        Assert.Equal(before, await Ask(_name));
    }

    [Fact]
    public async Task A_faulty_upload_changes_nothing()
    {
        await host.Upload(_name, SampleCsv.Small);
        var before = await Ask(_name);
        Assert.Equal(
            new UploadResult.Refused { Line = 5, Column = "Data_Value", Message = "\"x\" is not a number" },
            await host.Upload(_name, SampleCsv.Small + "Iowa,How many?,x,,\n", 10));
        Assert.Equal(before, await Ask(_name));
        var other = $"{_name}-other";
        Assert.IsType<UploadResult.Refused>(await host.Upload(other, ""));
        Assert.Null(await host.Dataset(other).Get());
    }

    [Fact]
    public async Task A_fault_ends_an_upload_before_its_end()
    {
        var id = Guid.NewGuid();
        UploadResult? fault = null;
        var number = 0;
        for (; fault is null && number < 1_000; number++)
            fault = await host.Dataset(_name).Append(id, number, [.. new byte[100_000].Select(_ => (byte)'x')]);
        Assert.IsType<UploadResult.Refused>(fault);
        Assert.InRange(number, 1, 100);
        Assert.IsType<UploadResult.Lost>(await host.Dataset(_name).Append(id, number, []));
    }

    [Fact]
    public async Task A_piece_that_comes_twice_counts_once_and_one_that_is_missing_ends_the_upload()
    {
        var (id, other, bytes) = (Guid.NewGuid(), Guid.NewGuid(), SampleCsv.Bytes(SampleCsv.Small));
        Assert.Null(await host.Dataset(_name).Append(id, 0, [.. bytes[..80]]));
        Assert.Null(await host.Dataset(_name).Append(id, 0, [.. bytes[..80]]));
        Assert.Null(await host.Dataset(_name).Append(id, 1, [.. bytes[80..]]));
        Assert.Equal(3, Assert.IsType<UploadResult.Stored>(await host.Dataset(_name).Finish(id, 2)).Report.Rows);

        Assert.Null(await host.Dataset(_name).Append(other, 0, [.. bytes]));
        Assert.IsType<UploadResult.Lost>(await host.Dataset(_name).Append(other, 2, []));
        Assert.IsType<UploadResult.Lost>(await host.Dataset(_name).Finish(other, 2));
        Assert.IsType<UploadResult.Lost>(await host.Dataset(_name).Append(Guid.NewGuid(), 1, []));
    }

    [Fact]
    public async Task There_are_no_more_datasets_than_allowed_but_those_there_are_can_be_replaced()
    {
        await host.Upload(_name, SampleCsv.Small);
        await host.Restart(options => options.Count = 1);
        Assert.IsType<UploadResult.TooMany>(await host.Upload($"{_name}-2", SampleCsv.Small));
        Assert.Null(await host.Dataset($"{_name}-2").Get());
        await host.Restart(options => options.Count = 1_000);
        Assert.IsType<UploadResult.Stored>(await host.Upload(_name, Larger));
    }

    [Fact]
    public async Task After_a_lost_answer_of_the_store_the_dataset_is_what_is_stored()
    {
        await host.Upload(_name, SampleCsv.Small);
        host.Store.Broken = true;
        Assert.IsType<UploadResult.Unavailable>(await host.Upload(_name, Larger));
        host.Store.Broken = false;
        Assert.Equal(4, (await host.Dataset(_name).Get())!.Rows);
    }

    [Fact]
    public async Task The_default_can_be_a_file_which_uploads_do_not_replace_or_an_upload()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, SampleCsv.Small);
        await host.Restart(options => options.Path = file);
        Assert.Equal(DatasetSource.File, (await host.Dataset(DatasetName.Default).Get())!.Source);
        Assert.IsType<DatasetAnswer.Found>(await Ask(DatasetName.Default));
        Assert.IsType<UploadResult.FromFile>(await host.Upload(DatasetName.Default, Larger));
        File.Delete(file);
        await host.Restart();
        Assert.False(Assert.IsType<UploadResult.Stored>(await host.Upload(DatasetName.Default, Larger)).Created);
        await host.Restart();
        Assert.Equal((DatasetSource.Upload, 4L), (await host.Dataset(DatasetName.Default).Get()) is { } report ? (report.Source, report.Rows) : default);
        Assert.Single(await host.Grains.GetGrain<IDatasetsGrain>(0).List(), report => report.Name == DatasetName.Default);
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_says_why()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, SampleCsv.Header + "Ohio,q,x,,\n");
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => host.Restart(options => options.Path = file));
        Assert.Equal($"Datasets:Path: \"{file}\" cannot be used. Line 2, column Data_Value: \"x\" is not a number.", error.Message);
        File.Delete(file);
        await host.Restart();
    }

    [Theory]
    [InlineData(DatasetStatistic.StatesMean, null, null, "question")]
    [InlineData(DatasetStatistic.StatesMean, "Why?", null, "question")]
    [InlineData(DatasetStatistic.StateMean, "How many?", null, "state")]
    [InlineData(DatasetStatistic.StateMean, "How many?", "ohio", "state")]
    [InlineData(DatasetStatistic.StateMean, "How many?", "Ohio", null)]
    [InlineData(DatasetStatistic.StatesMean, "How many?", "nowhere", null)]
    public async Task A_question_is_checked(DatasetStatistic statistic, string? question, string? state, string? field)
    {
        await host.Upload(_name, SampleCsv.Small);
        var asked = new DatasetQuestion { Statistic = statistic, Question = question, State = state };
        Assert.Equal(field, (await host.Dataset(_name).Check(asked))?.Field);
        Assert.Equal(field, ((await host.Dataset(_name).Ask(asked)) as DatasetAnswer.Invalid)?.Error.Field);
    }

    [Fact]
    public async Task Answers_are_the_same_when_few_of_them_are_kept()
    {
        await host.Restart(options => options.Answers = 30);
        await host.Upload(_name, SampleCsv.Small);
        foreach (var statistic in DatasetStatistics.All.Concat(DatasetStatistics.All))
        {
            var answer = await host.Dataset(_name).Ask(new DatasetQuestion { Statistic = statistic, Question = "How many?", State = "Utah" });
            Assert.StartsWith("{", Assert.IsType<DatasetAnswer.Found>(answer).Data.ToString(), StringComparison.Ordinal);
        }
    }

    private static DatasetQuestion StatesMean => new() { Statistic = DatasetStatistic.StatesMean, Question = "How many?" };

    private Task<DatasetAnswer> Ask(string name) => host.Dataset(name).Ask(StatesMean);
}

using OrleansJobs.Datasets;
using OrleansJobs.Grains.Datasets;
using OrleansJobs.Grains.Datasets.Csv;
using Xunit;

namespace OrleansJobs.Tests.Grains.Datasets;

/// <summary>Reading of CSV, good and bad.</summary>
public sealed class CsvLoaderTests
{
    private readonly DatasetOptions _options = new();

    [Theory]
    [InlineData("", 1, null, "empty")]
    [InlineData("\n\n", 1, null, "empty")]
    [InlineData("LocationDesc,Question,Data_Value,Stratification1\nOhio,q,1,a\n", 1, null, "no column StratificationCategory1")]
    [InlineData("a,b\n1,2\n", 1, null, "no columns LocationDesc, Question, Data_Value, StratificationCategory1, Stratification1")]
    [InlineData(SampleCsv.Header, 1, "Data_Value", "no row has a value")]
    [InlineData("LocationDesc,Question,Data_Value,StratificationCategory1,Stratification1,Question\nOhio,q,1,a,b,r\n", 1, null, "more than one column Question")]
    [InlineData("LocationDesc,question,Data_Value,StratificationCategory1,Stratification1, QUESTION\nOhio,q,1,a,b,r\n", 1, null, "more than one column Question")]
    [InlineData(SampleCsv.Header + "Ohio,q\0r,1,a,b\n", 2, null, "NUL")]
    [InlineData(SampleCsv.Header + "Ohio,q,,a,b\n", 1, "Data_Value", "no row has a value")]
    [InlineData(SampleCsv.Header + "Ohio,q,1,a,b\nOhio,q,many,a,b\n", 3, "Data_Value", "\"many\" is not a number")]
    [InlineData(SampleCsv.Header + "Ohio,\"q\nr\",1,a,b\nOhio,q,NaN,a,b\n", 4, "Data_Value", "\"NaN\" is not a number")]
    [InlineData(SampleCsv.Header + "Ohio,q,1e400,a,b\n", 2, "Data_Value", "\"1e400\" is not a number")]
    [InlineData(SampleCsv.Header + "Ohio,q,\"1,5\",a,b\n", 2, "Data_Value", "\"1,5\" is not a number")]
    [InlineData(SampleCsv.Header + "Ohio,,1,a,b\n", 2, "Question", "is empty")]
    [InlineData(SampleCsv.Header + ",q,1,a,b\n", 2, "LocationDesc", "is empty")]
    [InlineData(SampleCsv.Header + "Ohio,q,1,a,b\nOhio,q,1\n", 3, null, "3 fields")]
    [InlineData(SampleCsv.Header + "Ohio,q,1,a,b\nOhio,\"q,1,a,b\n", 3, null, "never closed")]
    [InlineData(SampleCsv.Header + "Ohio,\"q\"r,1,a,b\n", 2, null, "after the closing quote")]
    public async Task A_fault_is_named_with_its_line_and_column(string csv, long line, string? column, string message)
    {
        var fault = Assert.IsType<CsvResult.Refused>(await Load(SampleCsv.Bytes(csv)));
        Assert.Equal((line, column), (fault.Line, fault.Column));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_too_long_to_be_asked_for_is_refused()
    {
        var longest = new string('\u00e4', DatasetQuestion.LongestText);
        Assert.Equal(longest, Assert.Single((await Table(SampleCsv.Header + $"Ohio,{longest},1,a,b\n")).Questions));
        foreach (var (row, column) in new[] { ($"Ohio,{longest}x", "Question"), ($"{longest}x,q", "LocationDesc") })
            Assert.Equal(column, Assert.IsType<CsvResult.Refused>(await Load(SampleCsv.Bytes(SampleCsv.Header + $"{row},1,a,b\n"))).Column);
    }

    [Fact]
    public async Task Invalid_UTF_8_is_refused_also_in_columns_that_are_not_used()
    {
        byte[] csv = [.. SampleCsv.Bytes("x," + SampleCsv.Header + "1,Ohio,q,1,a,b\n"), 0xc3, 0x28, .. SampleCsv.Bytes(",Ohio,q,1,a,b\n")];
        Assert.Equal(new CsvResult.Refused(3, null, "is not valid UTF-8"), await Load(csv));
    }

    [Fact]
    public async Task A_line_without_end_is_refused_before_it_is_read()
    {
        var endless = new EndlessLine(SampleCsv.Bytes(SampleCsv.Header));
        var fault = Assert.IsType<CsvResult.Refused>(await CsvLoader.Load(endless, _options, CancellationToken.None));
        Assert.Equal(2, fault.Line);
        Assert.Contains("Datasets:Record", fault.Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, 1, 1 << 20);
    }

    [Fact]
    public async Task More_different_texts_than_may_be_kept_are_refused_and_more_rows_are_not()
    {
        _options.Size = 10_000;
        var rows = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"Ohio,q,{i},a,b\n"));
        Assert.Equal(1_000, (await Table(SampleCsv.Header + rows)).Rows);
        var texts = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"Ohio,q{i},1,a,b\n"));
        var fault = Assert.IsType<CsvResult.Refused>(await Load(SampleCsv.Bytes(SampleCsv.Header + texts)));
        Assert.Contains("Datasets:Size", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_are_found_by_name_among_others_and_fields_may_be_quoted()
    {
        var table = await Table("\uFEFF,Data_Value,x,Stratification1,Question,StratificationCategory1,LocationDesc\r\n1, 2.5 ,\"y\ny\",\"$15,000\",\"a \"\"q\"\"\",Income,Ohio\r\n");
        Assert.Equal("a \"q\"", Assert.Single(table.Questions));
        Assert.Equal(["Ohio", "Income", "$15,000"], [.. table.Locations, .. table.Categories, .. table.Segments]);
        Assert.Equal(new Total(2.5, 1), Assert.Single(table.Cells).Total);
    }

    [Fact]
    public async Task Rows_without_value_are_counted_and_their_texts_known_but_nothing_more()
    {
        var table = await Table(SampleCsv.Header + "Ohio,q,1,a,b\nUtah,r,,c,d\nOhio,q, ,a,b\n");
        Assert.Equal((3, 2), (table.Rows, table.RowsWithoutValue));
        Assert.Equal(["q", "r"], [.. table.Questions]);
        Assert.Equal(["Ohio", "Utah"], [.. table.Locations]);
        Assert.Single(table.Categories);
        Assert.Single(table.Cells);
    }

    [Fact]
    public async Task A_table_comes_back_from_its_bytes_and_its_version_does_not_depend_on_the_order_of_rows()
    {
        var lines = SampleCsv.Small.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var table = await Table(SampleCsv.Small);
        var other = await Table(string.Join('\n', lines.Take(1).Concat(lines.Skip(1).Reverse())));
        Assert.Equal(DatasetBytes.Write(table), DatasetBytes.Write(other));
        var back = DatasetBytes.Read(DatasetBytes.Write(table));
        Assert.Equal(table.Cells.AsEnumerable(), back.Cells);
        Assert.Equal(new Dataset(table).Version, Dataset.From(DatasetBytes.Write(table)).Version);
        Assert.NotEqual(new Dataset(table).Version, new Dataset(await Table(SampleCsv.Small.Replace(",4,", ",5,", StringComparison.Ordinal))).Version);
        Assert.Throws<InvalidDataException>(() => DatasetBytes.Read([2]));
    }

    private async Task<DatasetTable> Table(string csv) => Assert.IsType<CsvResult.Loaded>(await Load(SampleCsv.Bytes(csv))).Table;

    private Task<CsvResult> Load(byte[] csv) => CsvLoader.Load(new MemoryStream(csv), _options, CancellationToken.None);

    /// <summary>A gigabyte of one line behind a start.</summary>
    private sealed class EndlessLine(byte[] start) : MemoryStream
    {
        private const long Size = 1 << 30;

        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, Size - Given);
            buffer[..count].Fill((byte)'x');
            if (Given == 0) start.CopyTo(buffer);
            Given += count;
            return count;
        }
    }
}

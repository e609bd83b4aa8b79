using OrleansJobs.Silo.Storage;
using OrleansJobs.Silo.Storage.Export;
using OrleansJobs.Tests.Silo.Storage.Copy;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage.Export;

/// <summary>Exports to lines and imports of them, on both databases.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly SqliteTestStore _sqlite = new();
    private readonly SqliteTestStore _otherSqlite = new();
    private readonly PostgreSqlTestStore? _postgreSql = PostgreSqlTestStore.Server is null ? null : new();
    private readonly TempDirectory _directory = new();

    private PostgreSqlTestStore PostgreSql => _postgreSql!;

    private string File => Path.Combine(_directory.Path, "jobs.ndjson");

    public void Dispose()
    {
        _sqlite.Dispose();
        _otherSqlite.Dispose();
        _postgreSql?.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_is_imported_is_exported_again_line_by_line_and_is_gone_on_with()
    {
        await Filled(_sqlite);
        await Export(_sqlite, File);
        await Import(_otherSqlite);
        await Export(_otherSqlite, File + "2");
        Assert.Equal(await System.IO.File.ReadAllLinesAsync(File), await System.IO.File.ReadAllLinesAsync(File + "2"));
        using var copy = OpenStore.Started(_otherSqlite);
        await CopySamples.AssertGoesOn(copy);
    }

    [StoreFact]
    public Task Everything_goes_from_SQLite_to_PostgreSQL() => GoesOver(_sqlite, PostgreSql);

    [StoreFact]
    public Task Everything_goes_from_PostgreSQL_to_SQLite() => GoesOver(PostgreSql, _sqlite);

    [Fact]
    public async Task What_is_sealed_is_exported_as_it_is_and_opens_with_its_key()
    {
        (_sqlite.Options.Encryption, _otherSqlite.Options.Encryption) = (Keys.Options("k1"), Keys.Options("k1"));
        await GoesOver(_sqlite, _otherSqlite);
        Assert.DoesNotContain("🦁", string.Concat((await System.IO.File.ReadAllLinesAsync(File)).Where(line => line.StartsWith("{\"type\":\"jobs\"", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_of_a_running_service_is_of_one_moment_and_each_line_says_what_it_is()
    {
        using var store = OpenStore.Started(_sqlite);
        var job = await store.Jobs.Put(Rows.Pending());
        await Export(_sqlite, File);
        var lines = await System.IO.File.ReadAllLinesAsync(File);
        Assert.Equal("""{"type":"orleansjobs.export","v":1,"number":0}""", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("""{"type":"jobs","v":1,"row":{"seq":1,"id":{"base64":""", StringComparison.Ordinal)
            && line.Contains(Convert.ToBase64String(job.Id.ToByteArray(bigEndian: true)), StringComparison.Ordinal));
        Assert.Equal($$"""{"type":"orleansjobs.end","v":1,"number":{{lines.Length - 2}}}""", lines[^1]);
    }

    [Fact]
    public async Task Wrong_lines_are_named_and_nothing_is_imported()
    {
        await Filled(_sqlite);
        await Export(_sqlite, File);
        var lines = await System.IO.File.ReadAllLinesAsync(File);
        var job = Array.FindIndex(lines, line => line.Contains("\"jobs\"", StringComparison.Ordinal));
        lines[1] = "not JSON";
        lines[2] = """{"type":"nothing","v":1,"row":{}}""";
        lines[3] = lines[3].Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal);
        await System.IO.File.WriteAllLinesAsync(File, lines[..^1]);

        var error = await Run(ImportCommand.Run, 2, File, _otherSqlite.Options.DataDirectory);
        Assert.Contains($"{Environment.NewLine}line 2: ", error, StringComparison.Ordinal);
        Assert.Contains($"{Environment.NewLine}line 3: the type nothing is not known", error, StringComparison.Ordinal);
        Assert.Contains($"{Environment.NewLine}line 4: another version than 1", error, StringComparison.Ordinal);
        Assert.Contains($"{Environment.NewLine}line {lines.Length}: the last line of an export is missing", error, StringComparison.Ordinal);

        await Export(_sqlite, File + "2");
        var twice = (await System.IO.File.ReadAllLinesAsync(File + "2")).ToList();
        twice.Insert(job + 1, twice[job]);
        twice[^1] = twice[^1].Replace($"{twice.Count - 3}", $"{twice.Count - 2}", StringComparison.Ordinal);
        await System.IO.File.WriteAllLinesAsync(File + "2", twice);
        Assert.Contains($"The record in line {job + 2},", await Run(ImportCommand.Run, 2, File + "2", _otherSqlite.Options.DataDirectory), StringComparison.Ordinal);
        using var empty = OpenStore.Started(_otherSqlite);
        Assert.Equal(1, (await empty.Jobs.Put(Rows.Pending())).Seq);
    }

    [Fact]
    public async Task A_database_with_data_is_refused_and_so_is_a_second_import()
    {
        await Filled(_sqlite);
        await Export(_sqlite, File);
        await Import(_otherSqlite);
        Assert.Contains("holds data already", await Run(ImportCommand.Run, 2, File, _otherSqlite.Options.DataDirectory), StringComparison.Ordinal);
        Assert.Contains("nothing is overwritten", await Run(ExportCommand.Run, 2, _sqlite.Options.DataDirectory, File), StringComparison.Ordinal);
    }

    private async Task GoesOver(ITestStore from, ITestStore to)
    {
        await Filled(from);
        await Export(from, File);
        await Import(to);
        using var source = OpenStore.Started(from);
        using var copy = OpenStore.Started(to);
        await CopySamples.AssertSame(source, copy);
        await CopySamples.AssertGoesOn(copy);
    }

    private static async Task Filled(ITestStore place)
    {
        using var store = OpenStore.Started(place);
        await CopySamples.Fill(store);
    }

    private static async Task Export(ITestStore place, string file) => Assert.Equal("", await Run(ExportCommand.Run, 0, Place(place), file));

    private async Task Import(ITestStore place) => Assert.Equal("", await Run(ImportCommand.Run, 0, File, Place(place)));

    private static string Place(ITestStore place) =>
        place.Options.Provider == StorageProvider.Sqlite ? place.Options.DataDirectory : place.Options.ConnectionString;

    private static async Task<string> Run(
        Func<IReadOnlyList<string>, TimeProvider, TextWriter, TextWriter, Task<int>> command, int code, string from, string to)
    {
        using var error = new StringWriter();
        var ended = await command(["--from", from, "--to", to], TimeProvider.System, TextWriter.Null, error);
        Assert.True(code == ended, error.ToString());
        return error.ToString();
    }
}

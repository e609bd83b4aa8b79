using System.Globalization;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Silo.Storage.Copy;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage.Copy;

/// <summary>Copies from SQLite to PostgreSQL and back. Without PostgreSQL there is nothing to copy to.</summary>
public sealed class PostgreSqlCopyTests : IDisposable
{
    private readonly SqliteTestStore _sqlite = new();
    private readonly PostgreSqlTestStore? _postgreSql = PostgreSqlTestStore.Server is null ? null : new();
    private readonly StringWriter _output = new();

    private PostgreSqlTestStore PostgreSql => _postgreSql!;

    public void Dispose()
    {
        _sqlite.Dispose();
        _postgreSql?.Dispose();
        _output.Dispose();
    }

    [StoreFact]
    public Task Everything_goes_to_PostgreSQL_and_is_gone_on_with() => GoesOver(_sqlite, PostgreSql);

    [StoreFact]
    public Task Everything_goes_to_SQLite_and_is_gone_on_with() => GoesOver(PostgreSql, _sqlite);

    [StoreFact]
    public async Task What_is_sealed_goes_over_as_it_is_and_opens_with_its_key()
    {
        (_sqlite.Options.Encryption, PostgreSql.Options.Encryption) = (Keys.Options("k1"), Keys.Options("k1"));
        await GoesOver(_sqlite, PostgreSql);
        Assert.Equal(0, Number(PostgreSql, "SELECT COUNT(*) FROM jobs WHERE CAST(input AS text) LIKE '{%'"));
    }

    [StoreFact]
    public async Task A_copy_of_an_empty_database_gives_the_first_numbers_to_the_first_job()
    {
        OpenStore.Started(_sqlite).Dispose();
        await Copy(_sqlite, PostgreSql);
        using var copy = OpenStore.Started(PostgreSql);
        var row = await copy.Jobs.Put(Rows.Numbered());
        Assert.Equal((1L, 1L), (row.Seq, row.Number));
    }

    [StoreFact]
    public Task An_interrupted_copy_to_PostgreSQL_goes_on_where_it_ended() => GoesOnAfter(
        _sqlite, PostgreSql, "ALTER TABLE jobs ADD CONSTRAINT broken CHECK (seq <> 6)", "ALTER TABLE jobs DROP CONSTRAINT broken");

    [StoreFact]
    public Task An_interrupted_copy_to_SQLite_goes_on_where_it_ended() => GoesOnAfter(
        PostgreSql, _sqlite, "CREATE TRIGGER broken BEFORE INSERT ON jobs WHEN NEW.seq = 6 BEGIN SELECT RAISE(ABORT, 'broken'); END", "DROP TRIGGER broken");

    [StoreFact]
    public async Task A_source_that_was_changed_after_it_was_copied_is_found_out()
    {
        await Interrupt(_sqlite, PostgreSql, "ALTER TABLE jobs ADD CONSTRAINT broken CHECK (seq <> 6)");
        Execute(PostgreSql, "ALTER TABLE jobs DROP CONSTRAINT broken");
        Execute(_sqlite, "UPDATE jobs SET priority = 5 WHERE seq = 1");
        var refused = await Assert.ThrowsAsync<StartException>(() => Copy(_sqlite, PostgreSql));
        Assert.StartsWith("The table jobs differs: 7 rows with checksum ", refused.Message, StringComparison.Ordinal);
        AssertUnfinished(PostgreSql);
    }

    [StoreFact]
    public async Task A_target_with_data_of_its_own_is_refused_and_keeps_it()
    {
        using (var store = OpenStore.Started(_sqlite)) await store.Jobs.Put(Rows.Pending());
        using (var store = OpenStore.Started(PostgreSql)) await store.Jobs.Put(Rows.Pending());
        var refused = await Assert.ThrowsAsync<StartException>(() => Copy(_sqlite, PostgreSql));
        Assert.Contains("holds data already: its table jobs has rows. A copy needs an empty database.", refused.Message, StringComparison.Ordinal);
        OpenStore.Started(PostgreSql).Dispose();
        Assert.Equal(1, Number(PostgreSql, "SELECT COUNT(*) FROM jobs"));
    }

    [StoreFact]
    public async Task A_finished_copy_is_not_copied_to_again()
    {
        await Filled(_sqlite);
        await Copy(_sqlite, PostgreSql);
        Assert.Contains("holds data already", (await Assert.ThrowsAsync<StartException>(() => Copy(_sqlite, PostgreSql))).Message, StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task An_unfinished_copy_of_something_else_is_refused()
    {
        await Interrupt(_sqlite, PostgreSql, "ALTER TABLE jobs ADD CONSTRAINT broken CHECK (seq <> 6)");
        using var other = new SqliteTestStore();
        OpenStore.Started(other).Dispose();
        var refused = await Assert.ThrowsAsync<StartException>(() => Copy(other, PostgreSql));
        Assert.Contains($"unfinished copy of something else: \"The SQLite database {_sqlite.Options.DatabaseFile}\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains("unfinished copy", (await Assert.ThrowsAsync<StartException>(() => Copy(PostgreSql, other))).Message, StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task Neither_end_may_be_in_use()
    {
        using (OpenStore.Started(_sqlite))
            Assert.Contains("orleansjobs.db is in use.", await Refused(_sqlite, PostgreSql), StringComparison.Ordinal);
        PostgreSql.Sharing = new StoreSharing(true);
        using (OpenStore.Started(PostgreSql))
            Assert.Contains("at", await Refused(_sqlite, PostgreSql), StringComparison.Ordinal);

        async Task<string> Refused(ITestStore source, ITestStore target)
        {
            var refused = await Assert.ThrowsAsync<StartException>(() => Copy(source, target));
            Assert.Contains("is in use. A copy needs both databases for itself", refused.Message, StringComparison.Ordinal);
            return refused.Message;
        }
    }

    [StoreFact]
    public async Task A_source_of_an_older_version_is_refused()
    {
        OpenStore.Started(_sqlite).Dispose();
        Execute(_sqlite, "DELETE FROM schema_migrations WHERE number = (SELECT MAX(number) FROM schema_migrations)");
        var refused = await Assert.ThrowsAsync<StartException>(() => Copy(_sqlite, PostgreSql));
        Assert.Contains("was made by an older version of this program: it lacks the migration ", refused.Message, StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task A_table_or_column_that_only_one_database_has_stops_the_copy()
    {
        OpenStore.Started(_sqlite).Dispose();
        OpenStore.Started(PostgreSql).Dispose();
        await Stops(PostgreSql, "CREATE TABLE extra (a text)", "DROP TABLE extra", "The table extra of PostgreSQL is not in SQLite.");
        await Stops(_sqlite, "CREATE TABLE extra (a TEXT)", "DROP TABLE extra", "The column extra.a of SQLite is not in PostgreSQL.");
        await Stops(PostgreSql, "ALTER TABLE movies ADD COLUMN a text", "ALTER TABLE movies DROP COLUMN a", "The table movies has other columns in PostgreSQL than in SQLite.");
        await Copy(_sqlite, PostgreSql);

        async Task Stops(ITestStore place, string change, string back, string message)
        {
            Execute(place, change);
            Assert.Equal(message, (await Assert.ThrowsAsync<StartException>(() => Copy(_sqlite, PostgreSql))).Message);
            Execute(place, back);
        }
    }

    [StoreFact]
    public async Task The_command_copies_and_says_what_it_did()
    {
        await Filled(_sqlite);
        Assert.Equal((0, ""), await Command("--from", _sqlite.Options.DataDirectory, "--to", PostgreSql.Options.ConnectionString));
        var text = _output.ToString();
        Assert.Contains($"jobs: 7 rows copied{Environment.NewLine}", text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^OrleansStorage: 7 rows verified, checksum [0-9a-f]{32}\r?$", text);
        Assert.Contains("Done: The PostgreSQL database ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "--from is missing; write: copy --from PLACE --to PLACE")]
    [InlineData("--from nowhere --to Host=a", "--from: there is no file ")]
    [InlineData("--from Host=a", "--to is missing; ")]
    [InlineData("--from Host=a --to Host=b", "A copy goes from SQLite to PostgreSQL or back.")]
    [InlineData("--from Host=a;Wrong=1 --to nowhere", "--from is no connection string: ")]
    [InlineData("--from nowhere --to Host=a --force yes", "--force is not known; ")]
    [InlineData("everything", "\"everything\" is not allowed; arguments have the form --Key value.")]
    public async Task A_wrong_command_is_one_line(string arguments, string message)
    {
        var (code, error) = await Command(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, code);
        Assert.StartsWith($"orleansjobs cannot copy: {message}", error, StringComparison.Ordinal);
        Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task GoesOver(ITestStore from, ITestStore to)
    {
        await Filled(from);
        await Copy(from, to);

        // A new table needs a sample.
        Assert.DoesNotContain(": 0 rows copied", _output.ToString(), StringComparison.Ordinal);
        using var source = OpenStore.Started(from);
        using var copy = OpenStore.Started(to);
        await CopySamples.AssertSame(source, copy);
        await CopySamples.AssertGoesOn(copy);
    }

    private async Task GoesOnAfter(ITestStore from, ITestStore to, string breaks, string mends)
    {
        await Interrupt(from, to, breaks);
        AssertUnfinished(to);
        Assert.Equal(4, Number(to, "SELECT COUNT(*) FROM jobs"));
        Execute(to, mends);
        await Copy(from, to);
        using var source = OpenStore.Started(from);
        using var copy = OpenStore.Started(to);
        await CopySamples.AssertSame(source, copy);
        await CopySamples.AssertGoesOn(copy);
    }

    /// <summary>Ends the copy at its third batch of jobs, for the target refuses a row of it.</summary>
    private async Task Interrupt(ITestStore from, ITestStore to, string breaks)
    {
        await Filled(from);
        OpenStore.Started(to).Dispose();
        Execute(to, breaks);
        var refused = await Assert.ThrowsAsync<StartException>(() => Copy(from, to));
        Assert.StartsWith("The table jobs cannot be copied: ", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertUnfinished(ITestStore place)
    {
        using var store = new OpenStore(place);
        Assert.Contains("holds an unfinished copy", Assert.Throws<StartException>(store.Database.Start).Message, StringComparison.Ordinal);
    }

    private static async Task Filled(ITestStore place)
    {
        using var store = OpenStore.Started(place);
        await CopySamples.Fill(store);
    }

    private async Task Copy(ITestStore from, ITestStore to)
    {
        using var source = await CopyEnd.Open(from.Options);
        using var target = await CopyEnd.Open(to.Options);
        new DatabaseCopy(source, target, TimeProvider.System, _output) { BatchRows = 2 }.Run();
    }

    private async Task<(int Code, string Error)> Command(params string[] arguments)
    {
        var error = new StringWriter();
        var code = await CopyCommand.Run(arguments, TimeProvider.System, _output, error);
        return (code, error.ToString());
    }

    private static long Number(ITestStore place, string sql)
    {
        using var connection = place.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(ITestStore place, string sql)
    {
        using var connection = place.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Storage;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public void A_fresh_database_gets_every_migration_and_a_second_start_none()
    {
        Place.Empty();
        using (var driver = Place.NewDriver(Place.Options))
        {
            _ = Store;
            Assert.Equal(Migration.All(driver.MigrationFolder).Select(migration => migration.Name), Applied());
        }

        Assert.Equal(StoredTime.From(Store.Time.GetUtcNow()), Number("SELECT MIN(applied_at) FROM schema_migrations"));
        Close();
        Execute("UPDATE schema_migrations SET applied_at = 7");
        _ = Store;
        Assert.Equal(7, Number("SELECT MAX(applied_at) FROM schema_migrations"));
    }

    [StoreFact]
    public void A_database_newer_than_the_program_is_refused()
    {
        _ = Store;
        Close();
        Execute("INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (9999, '9999-future', 'x', 0)");
        var refused = Assert.Throws<StartException>(() => Store);
        Assert.Contains("newer version of this program: it has the migration 9999-future", refused.Message, StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task A_newer_migration_that_this_program_gets_along_with_is_passed_over()
    {
        _ = Store;
        Close();
        using (var driver = Place.NewDriver(Place.Options))
            Execute($"INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (9999, '9999-future-needs-{Migration.All(driver.MigrationFolder)[^1].Number:0000}', 'x', 0)");
        var row = await Jobs.Put(Rows.Pending());
        Assert.NotNull(await Jobs.Read(row.Id, CancellationToken.None));
    }

    [StoreFact]
    public void In_a_rolling_upgrade_programs_as_old_as_the_newest_schema_allows_still_start()
    {
        Place.Empty();
        Migration first = new(1, "0001-a", "CREATE TABLE a (x integer)");
        Migration added = new(2, "0002-b-needs-0001", "CREATE TABLE b (x integer)");
        Migration dropped = new(3, "0003-c-needs-0002", "DROP TABLE a");
        Migrate([first, added]);
        Migrate([first]);
        Migrate([first, added, dropped]);
        Migrate([first, added]);
        var refused = Assert.Throws<StartException>(() => Migrate([first]));
        Assert.Contains("it has the migration 0003-c-needs-0002, this program ends with 0001-a", refused.Message, StringComparison.Ordinal);
    }

    [StoreFact]
    public void A_migration_needs_an_earlier_one()
    {
        using var driver = Place.NewDriver(Place.Options);
        Assert.All(Migration.All(driver.MigrationFolder), migration => Assert.False(Migration.Needs(migration.Name) >= migration.Number, migration.Name));
    }

    [StoreFact]
    public void What_reads_a_database_alone_wants_exactly_its_own_schema()
    {
        Place.Empty();
        Migration[] known = [new(1, "0001-a", "CREATE TABLE a (x integer)")];
        Migrate([.. known, new(2, "0002-b-needs-0001", "CREATE TABLE b (x integer)")]);
        using var driver = Place.NewDriver(Place.Options);
        using var session = new Session(Place.Connect(), driver.Dialect);
        var refused = Assert.Throws<StartException>(() => new Migrator(known, driver.Place, TimeProvider.System).RequireCurrent(session));
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [StoreFact]
    public void A_migration_edited_after_it_was_applied_is_refused()
    {
        _ = Store;
        Close();
        Execute("UPDATE schema_migrations SET checksum = 'abcdefabcdefabcdef' WHERE number = 1");
        var refused = Assert.Throws<StartException>(() => Store);
        Assert.Contains("0001-engine applied with other contents", refused.Message, StringComparison.Ordinal);
    }

    [StoreFact]
    public void A_migration_that_fails_leaves_nothing_and_the_next_start_goes_on()
    {
        Place.Empty();
        Migration[] good = [new(1, "0001-a", "CREATE TABLE a (x integer); INSERT INTO a (x) VALUES (1)")];
        Migration[] broken = [.. good, new(2, "0002-b", "CREATE TABLE b (x integer); INSERT INTO nowhere VALUES (1)")];
        Migration[] mended = [.. good, new(2, "0002-b", "CREATE TABLE b (x integer)")];
        Assert.ThrowsAny<System.Data.Common.DbException>(() => Migrate(broken));
        Assert.Equal(["0001-a"], Applied());
        Migrate(mended);
        Assert.Equal(["0001-a", "0002-b"], Applied());
        Assert.Equal(1, Number("SELECT COUNT(*) FROM a"));
    }

    [StoreFact]
    public void A_change_of_line_endings_is_no_change() =>
        Assert.Equal(new Migration(1, "a", "x\ny\n").Checksum, new Migration(1, "a", "x\r\ny\r\n").Checksum);

    [StoreFact]
    public async Task Of_two_starts_at_once_one_wins_and_the_database_is_whole()
    {
        Place.Empty();
        using var first = new OpenStore(Place);
        using var second = new OpenStore(Place);
        OpenStore[] stores = [first, second];
        var started = await Task.WhenAll(stores.Select(store => Task.Run(() => Record.Exception(store.Database.Start))));
        var winner = stores[Array.FindIndex(started, error => error is null)];
        Assert.IsType<StartException>(Assert.Single(started, error => error is not null));
        Assert.True(await winner.Database.IsReachable(CancellationToken.None));
        using var driver = Place.NewDriver(Place.Options);
        Assert.Equal(Migration.All(driver.MigrationFolder).Select(migration => migration.Name), Applied());
    }

    private List<string> Applied() => Texts("SELECT name FROM schema_migrations ORDER BY number");

    private void Migrate(Migration[] migrations)
    {
        using var driver = Place.NewDriver(Place.Options);
        using var writer = driver.OpenWriter();
        new Migrator(migrations, driver.Place, TimeProvider.System).Run(writer);
    }
}

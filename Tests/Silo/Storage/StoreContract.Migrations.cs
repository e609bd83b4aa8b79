using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Storage;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public void A_fresh_database_gets_every_migration_and_a_second_start_none()
    {
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

using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Brings the schema up to date. Each migration is a transaction of its own, recorded in it with name and checksum; a
/// crash between two of them leaves a database that the next start goes on with. What a newer program applied is passed over if
/// it says that this program gets along with it, so that in a rolling upgrade old silos may restart.
/// </summary>
internal sealed class Migrator(IReadOnlyList<Migration> known, string place, TimeProvider time)
{
    private const string Table =
        """
        CREATE TABLE IF NOT EXISTS schema_migrations
            (number integer NOT NULL PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at bigint NOT NULL)
        """;

    private sealed record Applied(int Number, string Name, string Checksum);

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="StartException">The database is too new for this program, or an applied migration was edited.</exception>
    public void Run(IDatabaseWriter writer)
    {
        while (Step(writer))
        {
        }
    }

    /// <summary>Reads only: the database must have exactly this program's schema.</summary>
    /// <exception cref="StartException">It has another one.</exception>
    public void RequireCurrent(Session session)
    {
        var applied = ReadApplied(session);
        if (applied.FirstOrDefault(migration => !IsKnown(migration)) is { } newer) throw TooNew(newer);
        if (FirstMissing(applied) is { } missing)
        {
            throw new StartException(
                $"{place} was made by an older version of this program: it lacks the migration {missing.Name}. Start the service of this version on it once.");
        }
    }

    /// <summary>Applies the next migration; false if there is none. What others applied meanwhile is seen under the lock.</summary>
    private bool Step(IDatabaseWriter writer)
    {
        writer.Begin();
        try
        {
            writer.LockMigrations();
            var next = Next(writer.Session);
            if (next is not null) Apply(writer.Session, next);
            writer.Commit();
            return next is not null;
        }
        catch
        {
            writer.Rollback();
            throw;
        }
    }

    private Migration? Next(Session session)
    {
        session.Execute(Table);
        return FirstMissing(ReadApplied(session));
    }

    private List<Applied> ReadApplied(Session session)
    {
        var applied = session.Query(
            row => new Applied(row.GetInt32(0), row.GetString(1), row.GetString(2)),
            "SELECT number, name, checksum FROM schema_migrations ORDER BY number");
        foreach (var migration in applied) Check(migration);
        return applied;
    }

    private Migration? FirstMissing(List<Applied> applied) =>
        known.FirstOrDefault(migration => applied.All(done => done.Number != migration.Number));

    private bool IsKnown(Applied applied) => known.Any(migration => migration.Number == applied.Number);

    private void Check(Applied applied)
    {
        var same = known.FirstOrDefault(migration => migration.Number == applied.Number);
        if (same is null)
        {
            if (Migration.Needs(applied.Name) is not { } needed || needed > known[^1].Number) throw TooNew(applied);
            return;
        }

        if (same.Checksum != applied.Checksum)
        {
            throw new StartException(
                $"{place} had the migration {applied.Name} applied with other contents than this program has ({applied.Checksum[..12]} there, {same.Checksum[..12]} here). Applied migrations are never edited: start the program that matches the database.");
        }
    }

    private StartException TooNew(Applied applied) => new(
        $"{place} was made by a newer version of this program: it has the migration {applied.Name}, this program ends with {known[^1].Name}. Start that version, or restore a backup.");

    private void Apply(Session session, Migration migration)
    {
        using (var command = session.Connection.CreateCommand())
        {
            command.CommandText = migration.Text;
            command.ExecuteNonQuery();
        }

        session.Execute(
            "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
            migration.Number, migration.Name, migration.Checksum, StoredTime.From(time.GetUtcNow()));
    }
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Real;

/// <summary>
/// What was committed to a real SQLite database, in order: triggers write every change of jobs, logs and queues into one more
/// table, in the transaction that makes it. So the record is there exactly if the change is, whoever dies when.
/// </summary>
internal sealed class HistoryTable : IDisposable
{
    private static readonly string[] Columns = [.. JobColumns.All.Split(", ").Select(column => column["j.".Length..])];
    private static readonly string Names = string.Join(", ", Columns);

    private static readonly string Tables =
        $"""
        CREATE TABLE IF NOT EXISTS simulation_history AS
            SELECT {Names}, '' AS event, '' AS text, 0 AS epoch, 0 AS concurrency, 0 AS paused, 0 AS max_depth, '' AS rules, 0 AS held_until, 0 AS breaker_until, NULL AS breaker_trial FROM jobs WHERE 0;
        CREATE TRIGGER IF NOT EXISTS simulation_inserted AFTER INSERT ON jobs BEGIN {Job("NEW", "written")} END;
        CREATE TRIGGER IF NOT EXISTS simulation_updated AFTER UPDATE ON jobs BEGIN {Job("NEW", "written")} END;
        CREATE TRIGGER IF NOT EXISTS simulation_deleted AFTER DELETE ON jobs BEGIN {Job("OLD", "deleted")} END;
        CREATE TRIGGER IF NOT EXISTS simulation_logged AFTER INSERT ON job_logs BEGIN
            INSERT INTO simulation_history (seq, event, text) VALUES (NEW.job, 'logged', NEW.text); END;
        CREATE TRIGGER IF NOT EXISTS simulation_queue_inserted AFTER INSERT ON queues BEGIN {Queue} END;
        CREATE TRIGGER IF NOT EXISTS simulation_queue_updated AFTER UPDATE ON queues BEGIN {Queue} END;
        CREATE TRIGGER IF NOT EXISTS simulation_permits_inserted AFTER INSERT ON queue_permits BEGIN {Permits} END;
        CREATE TRIGGER IF NOT EXISTS simulation_permits_updated AFTER UPDATE ON queue_permits BEGIN {Permits} END;
        """;

    private const string Queue =
        """
        INSERT INTO simulation_history (event, text, epoch, concurrency, paused, max_depth, rules, held_until, breaker_until, breaker_trial)
        VALUES ('queue', NEW.name, NEW.epoch, NEW.concurrency, NEW.paused, NEW.max_depth, NEW.rules, NEW.held_until, NEW.breaker_until, NEW.breaker_trial);
        """;

    private const string Permits =
        "INSERT INTO simulation_history (event, text, lane, epoch) VALUES ('permits', NEW.queue, NEW.lane, NEW.spent_until);";

    private readonly SqliteConnection _connection;
    private readonly int _afterJob = Columns.Length;

    /// <param name="directory">Where the store keeps its file.</param>
    public HistoryTable(string directory)
    {
        _connection = new SqliteConnection($"Data Source={new StorageOptions { DataDirectory = directory }.DatabaseFile};Pooling=False;Default Timeout=10");
        _connection.Open();
    }

    /// <summary>Begins to record, unless that has been done.</summary>
    public void Begin()
    {
        using var command = Command(Tables);
        command.ExecuteNonQuery();
    }

    /// <summary>The number of the last change.</summary>
    public long Last() => Number("SELECT COALESCE(MAX(rowid), 0) FROM simulation_history");

    public bool AllEnded() => Number("SELECT (SELECT COUNT(*) FROM jobs WHERE phase < 2) + (SELECT COUNT(*) FROM job_dependencies WHERE ended_at > 0)") == 0;

    /// <summary>What is stored now, by sequence.</summary>
    public IReadOnlyList<JobRecord> Rows() => Read($"SELECT {JobColumns.All} FROM jobs j ORDER BY j.seq", row => JobRow.Read(row, brief: false));

    /// <summary>All changes, in order.</summary>
    public IReadOnlyList<CommittedChange> Changes()
    {
        var changes = new List<CommittedChange>();
        var rows = new Dictionary<Guid, JobRecord>();
        var places = new Dictionary<long, int>();
        Read($"SELECT {JobColumns.All}, j.event, j.text, j.epoch, j.concurrency, j.paused, j.max_depth, j.rules, j.held_until, j.breaker_until, j.breaker_trial, j.lane, j.rowid FROM simulation_history j ORDER BY j.rowid", Add);
        return changes;

        bool Add(DbDataReader row)
        {
            var number = row.GetInt64(_afterJob + 11);
            switch (row.GetString(_afterJob))
            {
                case "queue":
                    var epoch = new QueueEpoch(row.GetInt64(_afterJob + 2), QueueTable.Settings(row, _afterJob + 3), QueueTable.Hold(row, _afterJob + 3));
                    changes.Add(new CommittedChange(number, Queue: row.GetString(_afterJob + 1), Row: epoch));
                    break;
                case "permits":
                    var spent = new LanePermits(row.GetString(_afterJob + 10), StoredTime.To(row.GetInt64(_afterJob + 2)));
                    changes.Add(new CommittedChange(number, Queue: row.GetString(_afterJob + 1), Permits: spent));
                    break;
                case "logged":
                    // The lines of a commit follow its row.
                    var (place, line) = (places[row.GetInt64(0)], LineOf(row.GetString(_afterJob + 1)));
                    changes[place] = changes[place] with { Job = changes[place].Job! with { Log = changes[place].Job!.Log.Add(line) } };
                    break;
                case var written:
                    var job = JobRow.Read(row, brief: false);
                    places[job.Seq] = changes.Count;
                    changes.Add(new CommittedChange(number, CommitOf(rows.GetValueOrDefault(job.Id), written == "written" ? job : null)));
                    if (written == "written") rows[job.Id] = job;
                    else rows.Remove(job.Id);
                    break;
            }

            return true;
        }
    }

    public void Dispose() => _connection.Dispose();

    // When it was committed is not recorded; of ends, the time is in the row.
    private static Commit CommitOf(JobRecord? before, JobRecord? after) =>
        new(before, after, null, [], "sqlite", (after?.EndedAt ?? ProcessClock.Epoch) - ProcessClock.Epoch);

    private static JobLogLine LineOf(string text) => new() { Attempt = 0, Number = 0, At = default, Text = text };

    private static string Job(string row, string what) =>
        $"INSERT INTO simulation_history ({Names}, event) VALUES ({string.Join(", ", Columns.Select(column => $"{row}.{column}"))}, '{what}');";

    private SqliteCommand Command(string text)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private long Number(string text)
    {
        using var command = Command(text);
        return (long)command.ExecuteScalar()!;
    }

    private List<T> Read<T>(string text, Func<DbDataReader, T> read)
    {
        using var command = Command(text);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }
}

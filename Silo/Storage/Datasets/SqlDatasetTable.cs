using System.Data.Common;
using System.Globalization;
using OrleansJobs.Datasets;
using OrleansJobs.Grains.Datasets;

namespace OrleansJobs.Silo.Storage.Datasets;

/// <summary>The table of uploaded datasets.</summary>
internal sealed class SqlDatasetTable(Database database) : IDatasetStore
{
    private const string Columns = "name, version, uploaded_at, row_count, without_value, questions, locations";

    // There are only as many as Datasets:Count allows.
    private const string All = $"SELECT {Columns} FROM datasets ORDER BY name";

    public const string One = $"SELECT {Columns}, content FROM datasets WHERE name = $1";

    private const string CountOthers = "SELECT COUNT(*) FROM datasets WHERE name <> $1";

    private const string Upsert =
        $"""
        INSERT INTO datasets (revision, {Columns}, content) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (name) DO UPDATE SET
            revision = datasets.revision + 1, version = excluded.version, uploaded_at = excluded.uploaded_at,
            row_count = excluded.row_count, without_value = excluded.without_value,
            questions = excluded.questions, locations = excluded.locations, content = excluded.content
        RETURNING revision
        """;

    public Task<IReadOnlyList<DatasetReport>> List(CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<DatasetReport>>(
            async (session, token) => await session.Command(All).ReadAll(Report, token),
            cancellationToken);

    public Task<StoredDataset?> Read(string name, CancellationToken cancellationToken) => database.Read(
        async (session, token) => (await session.Command(One, name).ReadAll(
            row => new StoredDataset(Report(row), row.GetFieldValue<byte[]>(7)), token)).SingleOrDefault(),
        cancellationToken);

    public Task<long?> Save(StoredDataset dataset, int most) => database.Write<long?>((session, _) =>
    {
        var report = dataset.Report;
        if (Number(session.Scalar(CountOthers, report.Name)) >= most) return null;
        return Number(session.Scalar(
            Upsert, report.Name, report.Version, StoredTime.From(report.LoadedAt), report.Rows, report.RowsWithoutValue,
            report.Questions, report.Locations, dataset.Table));
    });

    private static DatasetReport Report(DbDataReader row) => new()
    {
        Name = row.GetString(0),
        Version = row.GetString(1),
        Source = DatasetSource.Upload,
        LoadedAt = StoredTime.To(row.GetInt64(2)),
        Rows = row.GetInt64(3),
        RowsWithoutValue = row.GetInt64(4),
        Questions = row.GetInt32(5),
        Locations = row.GetInt32(6),
    };

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}

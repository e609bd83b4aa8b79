using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Tests.Silo.Storage;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Cluster;

/// <summary>
/// What Orleans' own providers have written in a cluster, ours read and change, and the other way round: a database moves
/// between the two hosts as it is.
/// </summary>
public sealed class PostgreSqlTablesTests
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);

    private sealed record Cage(string? Animal, int Visitors, DateTimeOffset Fed);

    [StoreFact]
    public async Task Each_reads_changes_and_clears_what_the_other_wrote()
    {
        await using var tables = await Tables.Open();
        foreach (var (writer, other) in new[] { (tables.TheirStates, tables.OurStates), (tables.OurStates, tables.TheirStates) })
        {
            foreach (var grain in Grains())
            {
                var written = await Write(writer, grain, new GrainState<Cage>(), new Cage("lion \u00e9 \ud83e\udd81", 3, Start));
                var read = await Read(other, grain);
                Assert.Equal((written.State, written.ETag, true), (read.State, read.ETag, read.RecordExists));
                read = await Write(other, grain, read, new Cage(null, 4, Start));

                await Assert.ThrowsAsync<InconsistentStateException>(() => writer.WriteStateAsync("cage", grain, written));
                var back = await Read(writer, grain);
                Assert.Equal((read.State, read.ETag), (back.State, back.ETag));
                await writer.ClearStateAsync("cage", grain, back);
                Assert.False((await Read(other, grain)).RecordExists);

                // A cleared state keeps its row: the next writer begins where the last one ended.
                var again = await Read(other, grain);
                Assert.Equal("3", again.ETag);
                await other.ClearStateAsync("cage", grain, await Write(other, grain, again, new Cage("bear", 1, Start)));
                Assert.False((await Read(writer, grain)).RecordExists);
            }

            tables.Empty("OrleansStorage");
        }
    }

    [StoreFact]
    public async Task Each_finds_replaces_and_removes_the_reminders_of_the_other()
    {
        await using var tables = await Tables.Open();
        foreach (var (writer, other) in new[] { (tables.TheirReminders, tables.OurReminders), (tables.OurReminders, tables.TheirReminders) })
        {
            foreach (var grain in Grains())
            {
                var first = await writer.UpsertRow(Reminder(grain, TimeSpan.FromMinutes(1)));
                var read = await other.ReadRow(grain, "feed");
                Assert.Equal((Start, TimeSpan.FromMinutes(1), first), (read!.StartAt, read.Period, read.ETag));
                var hash = grain.GetUniformHashCode();
                Assert.Contains((await other.ReadRows(hash - 1, hash)).Reminders, row => row.GrainId == grain);

                var second = await other.UpsertRow(Reminder(grain, TimeSpan.FromHours(1)));
                Assert.False(await writer.RemoveRow(grain, "feed", first!));
                read = await writer.ReadRow(grain, "feed");
                Assert.Equal((TimeSpan.FromHours(1), second), (read!.Period, read.ETag));
                Assert.True(await writer.RemoveRow(grain, "feed", second!));
                Assert.Empty((await other.ReadRows(grain)).Reminders);
            }
        }
    }

    // Every form that a key can have.
    private static IEnumerable<GrainId> Grains()
    {
        var type = GrainType.Create("zoo");
        yield return GrainId.Create(type, "k\u00e9y with spaces / and more");
        yield return new GrainId(type, GrainIdKeyExtensions.CreateGuidKey(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff")));
        yield return new GrainId(type, GrainIdKeyExtensions.CreateGuidKey(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "more"));
        yield return new GrainId(type, GrainIdKeyExtensions.CreateIntegerKey(-2));
        yield return new GrainId(type, GrainIdKeyExtensions.CreateIntegerKey(7, "more"));
    }

    private static ReminderEntry Reminder(GrainId grain, TimeSpan period) =>
        new() { GrainId = grain, ReminderName = "feed", StartAt = Start, Period = period };

    private static async Task<GrainState<Cage>> Write(IGrainStorage storage, GrainId grain, GrainState<Cage> state, Cage cage)
    {
        state.State = cage;
        await storage.WriteStateAsync("cage", grain, state);
        return state;
    }

    private static async Task<GrainState<Cage>> Read(IGrainStorage storage, GrainId grain)
    {
        var state = new GrainState<Cage>();
        await storage.ReadStateAsync("cage", grain, state);
        return state;
    }

    /// <summary>A silo as it is configured for a cluster, and our own storage over the same database.</summary>
    private sealed class Tables : IAsyncDisposable
    {
        private readonly PostgreSqlTestStore _place = new();
        private readonly WebApplication _silo;

        private Tables()
        {
            var builder = ServerBuilder.Create(
                "--urls=http://127.0.0.1:0", "--Cluster:Provider=PostgreSql", "--Cluster:Address=127.0.0.1",
                $"--Cluster:SiloPort={ServiceProcess.FreePort()}", $"--Cluster:GatewayPort={ServiceProcess.FreePort()}",
                "--Storage:Provider=PostgreSql", $"--ConnectionStrings:OrleansJobs={_place.Options.ConnectionString}");
            builder.AddSilo();
            _silo = builder.Build();
        }

        public IGrainStorage TheirStates => Assert.IsType<AdoNetGrainStorage>(_silo.Services.GetRequiredKeyedService<IGrainStorage>("Default"));

        public IReminderTable TheirReminders => _silo.Services.GetRequiredService<IReminderTable>();

        public IGrainStorage OurStates => ActivatorUtilities.CreateInstance<SqlGrainStorage>(_silo.Services, new JsonStateSerializer());

        public IReminderTable OurReminders => ActivatorUtilities.CreateInstance<SqlReminderTable>(_silo.Services);

        public static async Task<Tables> Open()
        {
            var tables = new Tables();
            await tables._silo.StartAsync();
            Assert.NotEqual(tables.OurReminders.GetType(), tables.TheirReminders.GetType());
            return tables;
        }

        public void Empty(string table)
        {
            using var connection = _place.Connect();
            using var command = connection.CreateCommand();
            command.CommandText = $"DELETE FROM {table}";
            command.ExecuteNonQuery();
        }

        public async ValueTask DisposeAsync()
        {
            await _silo.DisposeAsync();
            _place.Dispose();
        }
    }
}

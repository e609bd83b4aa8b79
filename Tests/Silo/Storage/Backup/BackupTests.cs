using System.Collections.Concurrent;
using OrleansJobs.Silo.Storage.Backup;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage.Backup;

/// <summary>Backups of a database while it is written to.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly SqliteTestStore _place = new();
    private readonly SqliteTestStore _restored = new();
    private readonly TempDirectory _directory = new();

    private string Target => Path.Combine(_directory.Path, "jobs.backup");

    public void Dispose()
    {
        _place.Dispose();
        _restored.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_backup_under_load_opens_and_holds_every_job_that_was_acknowledged_before_it_began()
    {
        using var over = new CancellationTokenSource();
        var acknowledged = new ConcurrentBag<Guid>();
        Guid[] before;
        using (var store = OpenStore.Started(_place))
        {
            var load = Enumerable.Range(0, 4).Select(_ => Submit(store, acknowledged, over.Token)).ToList();
            while (acknowledged.Count < 100) await Task.Yield();
            before = [.. acknowledged];
            Assert.Equal("", await Backup(0));
            Assert.DoesNotContain(load, one => one.IsCompleted);
            await over.CancelAsync();
            await Task.WhenAll(load);
        }

        File.Copy(Target, _restored.Options.DatabaseFile, overwrite: true);
        using var restored = OpenStore.Started(_restored);
        foreach (var id in before) Assert.NotNull(await restored.Jobs.Read(id, CancellationToken.None));
        await restored.Jobs.Put(Rows.Pending());
        Assert.Equal(["jobs.backup"], Directory.GetFiles(_directory.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten()
    {
        OpenStore.Started(_place).Dispose();
        await File.WriteAllTextAsync(Target, "mine");
        Assert.Contains($"There is a file {Target} already", await Backup(2), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Target));
    }

    [Fact]
    public async Task What_is_no_database_leaves_no_file()
    {
        await File.WriteAllTextAsync(_place.Options.DatabaseFile, new string('x', 8_192));
        Assert.Contains("not a database", await Backup(2), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Theory]
    [InlineData("pg_dump", "--from", "Host=db", "--to", "x")]
    [InlineData("there is no file", "--from", "/nowhere", "--to", "x")]
    [InlineData("--to is missing; write: backup --from", "--from", "/nowhere")]
    [InlineData("--where is not known", "--from", "a", "--to", "b", "--where", "c")]
    public async Task What_cannot_be_done_is_said(string reason, params string[] arguments) =>
        Assert.Contains(reason, await Run(2, arguments), StringComparison.Ordinal);

    private static async Task Submit(OpenStore store, ConcurrentBag<Guid> acknowledged, CancellationToken over)
    {
        while (!over.IsCancellationRequested) acknowledged.Add((await store.Jobs.Put(Rows.Pending())).Id);
    }

    private Task<string> Backup(int code) => Run(code, "--from", _place.Options.DataDirectory, "--to", Target);

    private static async Task<string> Run(int code, params string[] arguments)
    {
        using var error = new StringWriter();
        Assert.Equal(code, await BackupCommand.Run(arguments, TextWriter.Null, error));
        return error.ToString();
    }
}

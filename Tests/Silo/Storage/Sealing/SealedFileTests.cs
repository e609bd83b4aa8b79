using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage.Sealing;

public sealed class SealedFileTests : IDisposable
{
    private readonly SqliteTestStore _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("", true)]
    [InlineData("k1", false)]
    public async Task Nothing_of_it_is_in_the_file(string key, bool isThere)
    {
        _place.Options.Encryption = Keys.Options(key);
        using (var store = OpenStore.Started(_place))
        {
            await store.Jobs.Put(
                Rows.Pending() with { Input = Json.Parse("\"leopard\"") }, job => job.Run() with { Checkpoint = Json.Parse("\"leopard\"") }, job => job.End() with { Result = Json.Parse("\"leopard\"") });
            Assert.Equal(isThere, await IsThere());
        }

        Assert.Equal(isThere, await IsThere());
    }

    private async Task<bool> IsThere()
    {
        foreach (var file in Directory.GetFiles(_place.Options.DataDirectory, "orleansjobs.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var all = new MemoryStream();
            await open.CopyToAsync(all);
            if (all.ToArray().AsSpan().IndexOf("leopard"u8) >= 0) return true;
        }

        return false;
    }
}

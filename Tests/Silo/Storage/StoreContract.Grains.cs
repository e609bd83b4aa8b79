using Orleans.Storage;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private sealed record Cage
    {
        public string? Animal { get; init; }
        public int Visitors { get; init; }
    }

    private sealed record Positional(string Name, int Number);

    private static readonly GrainId Lion = GrainId.Create("zoo", "lion");

    [StoreFact]
    public async Task A_state_that_was_never_written_reads_as_none()
    {
        var state = new GrainState<Cage>(new Cage { Animal = "of before" });
        await Store.Grains.ReadStateAsync("cage", Lion, state);
        Assert.Equal(new Cage(), state.State);
        Assert.Null(state.ETag);
        Assert.False(state.RecordExists);
    }

    [StoreFact]
    public async Task A_state_comes_back_as_it_was_written_with_a_new_etag_each_time()
    {
        var state = await Written("cage", Lion, new Cage { Animal = "lion", Visitors = 3 });
        Assert.Equal("1", state.ETag);
        state.State = state.State! with { Visitors = 4 };
        await Store.Grains.WriteStateAsync("cage", Lion, state);
        Assert.Equal("2", state.ETag);

        var read = await ReadBack("cage", Lion);
        Assert.Equal(new Cage { Animal = "lion", Visitors = 4 }, read.State);
        Assert.Equal("2", read.ETag);
        Assert.True(read.RecordExists);
        Assert.Equal(["{\"animal\":\"lion\",\"visitors\":4}"], Texts(Place is SqliteTestStore
            ? "SELECT CAST(PayloadBinary AS text) FROM OrleansStorage"
            : "SELECT convert_from(payloadbinary, 'UTF8') FROM OrleansStorage"));
    }

    [StoreFact]
    public async Task A_write_with_an_old_etag_or_none_is_inconsistent_and_changes_nothing()
    {
        var state = await Written("cage", Lion, new Cage { Visitors = 1 });
        await Store.Grains.WriteStateAsync("cage", Lion, new GrainState<Cage>(new Cage { Visitors = 2 }, state.ETag));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.Grains.WriteStateAsync("cage", Lion, state));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Written("cage", Lion, new Cage { Visitors = 9 }));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.Grains.ClearStateAsync("cage", Lion, state));
        await Assert.ThrowsAsync<InconsistentStateException>(() =>
            Store.Grains.WriteStateAsync("cage", GrainId.Create("zoo", "nobody"), new GrainState<Cage>(new Cage(), "1")));
        Assert.Equal(2, (await ReadBack("cage", Lion)).State!.Visitors);
    }

    [StoreFact]
    public async Task A_cleared_state_is_gone_but_its_etag_goes_on()
    {
        var state = await Written("cage", Lion, new Cage { Visitors = 1 });
        await Store.Grains.ClearStateAsync("cage", Lion, state);
        Assert.Equal("2", state.ETag);
        Assert.False(state.RecordExists);
        Assert.Equal(new Cage(), state.State);

        var read = await ReadBack("cage", Lion);
        Assert.Equal("2", read.ETag);
        Assert.False(read.RecordExists);
        await Store.Grains.WriteStateAsync("cage", Lion, read);
        Assert.Equal("3", read.ETag);
        Assert.True((await ReadBack("cage", Lion)).RecordExists);
    }

    [StoreFact]
    public async Task Clearing_what_was_not_read_reads_it_first()
    {
        await Store.Grains.ClearStateAsync("cage", Lion, new GrainState<Cage>(new Cage()));
        await Written("cage", Lion, new Cage { Visitors = 1 });
        var state = new GrainState<Cage>(new Cage());
        await Store.Grains.ClearStateAsync("cage", Lion, state);
        Assert.False((await ReadBack("cage", Lion)).RecordExists);
    }

    [StoreFact]
    public async Task A_state_type_without_plain_constructor_starts_with_defaults_when_cleared()
    {
        var state = new GrainState<Positional>(new Positional("a", 1));
        await Store.Grains.WriteStateAsync("positional", Lion, state);
        await Store.Grains.ClearStateAsync("positional", Lion, state);
        Assert.Equal(new Positional(null!, 0), state.State);
    }

    [StoreFact]
    public async Task States_are_apart_by_name_by_key_and_by_service()
    {
        await Written("cage", Lion, new Cage { Visitors = 1 });
        await Written("other", Lion, new Cage { Visitors = 2 });
        await Written("cage", GrainId.Create("zoo", "bear"), new Cage { Visitors = 3 });
        await Written("cage", new GrainId(GrainType.Create("zoo"), GrainIdKeyExtensions.CreateGuidKey(Guid.Empty)), new Cage { Visitors = 4 });
        await Written("cage", new GrainId(GrainType.Create("zoo"), GrainIdKeyExtensions.CreateIntegerKey(0)), new Cage { Visitors = 5 });
        Assert.Equal(1, (await ReadBack("cage", Lion)).State!.Visitors);
        Assert.Equal(2, (await ReadBack("other", Lion)).State!.Visitors);
        Assert.Equal(4, (await ReadBack("cage", GrainId.Create("zoo", Guid.Empty.ToString("N")))).State!.Visitors);
        Assert.Equal(5, Number("SELECT COUNT(*) FROM OrleansStorage WHERE ServiceId = 'default'"));

        Close();
        var options = Place.Options;
        options.ServiceId = "another";
        Assert.False((await ReadBack("cage", Lion)).RecordExists);
    }

    [StoreFact]
    public async Task A_row_has_the_key_that_Orleans_gives_it()
    {
        await Written("state", GrainId.Create("zoo", "k"), new Cage());
        Assert.Equal(1, Number(
            """
            SELECT COUNT(*) FROM OrleansStorage WHERE GrainTypeHash = 631257761 AND GrainIdHash = 610029802 AND GrainIdN0 = 0
                AND GrainIdN1 = 0 AND GrainTypeString = 'state' AND GrainIdExtensionString = 'k' AND Version = 1
            """));
    }

    private async Task<GrainState<Cage>> Written(string name, GrainId id, Cage cage)
    {
        var state = new GrainState<Cage>(cage);
        await Store.Grains.WriteStateAsync(name, id, state);
        Assert.True(state.RecordExists);
        return state;
    }

    private async Task<GrainState<Cage>> ReadBack(string name, GrainId id)
    {
        var state = new GrainState<Cage>(new Cage());
        await Store.Grains.ReadStateAsync(name, id, state);
        return state;
    }
}

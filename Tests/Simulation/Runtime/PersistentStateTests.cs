using Orleans.Storage;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Stored states of grains.</summary>
public abstract class PersistentStateTests<THost>(THost host) : RuntimeTests<THost>(host)
    where THost : class, IRuntimeHost
{
    private IStoredGrain Stored => Grain<IStoredGrain>();

    [Fact]
    public Task It_is_read_before_the_activation_written_with_an_etag_and_cleared() => Run(async () =>
    {
        Assert.Equal("null, stored False, etag False", await Stored.Describe());
        Assert.Equal(["in constructor: null, refused"], Seen.All);
        await Stored.Set("one");
        Assert.Equal("one, stored True, etag True", await Stored.Describe());
        await Stored.Clear();
        Assert.Equal("null, stored False, etag False", await Stored.Describe());
    });

    [Fact]
    public Task Unawaited_writes_become_one_write_of_the_last_value() => Run(async () =>
    {
        Assert.Equal(1, await Stored.SetThrice("a", "b", "c")); // distinct tasks
        Assert.Equal(1, Host.Storage.Writes(KeyOf("x")));
        Assert.StartsWith("c,", await Stored.Describe(), StringComparison.Ordinal);
    });

    [Fact]
    public Task Writes_asked_for_during_a_write_become_a_second_one() => Run(async () =>
    {
        await Stored.Describe();
        Host.Storage.Hold(KeyOf("x"), Seen.Opened("store"));
        var first = Stored.SetBeside("a");
        var others = Stored.SetThrice("b", "c", "d"); // Begins while the first is held up, in a later turn.
        Seen.Open("store");
        await first;
        await others;
        Assert.InRange(Host.Storage.Writes(KeyOf("x")), 1, 2);
        Assert.StartsWith("d,", await Stored.Describe(), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_read_behind_a_write_does_not_ask_the_storage() => Run(async () =>
    {
        Assert.True(await Stored.ReadBehindWrite("a"));
        Assert.Equal(1, Host.Storage.Reads(KeyOf("x"))); // that of the activation
    });

    [Fact]
    public Task An_inconsistency_that_escapes_reaches_the_caller_and_ends_the_activation() => Run(async () =>
    {
        await Stored.Set("mine");
        await Overwrite("theirs");
        await Failure<InconsistentStateException>(Stored.Set("mine again"));
        Assert.Equal("theirs, stored True, etag True", await Stored.Describe());
        Assert.Contains("ended ApplicationError", Seen.All);
    });

    [Fact]
    public Task An_inconsistency_of_another_grain_does_not_end_its_caller() => Run(async () =>
    {
        await Stored.Set("mine");
        await Overwrite("theirs");
        await Failure<InconsistentStateException>(Grain<IStoredGrain>("caller").SetOf(Stored, "mine again"));
        await Seen.Until("ended ApplicationError");
        await Grain<IStoredGrain>("caller").Describe();
        Assert.Equal(1, Seen.Count("ended ApplicationError"));
    });

    [Fact]
    public Task An_inconsistency_that_is_caught_leaves_the_activation_with_its_state() => Run(async () =>
    {
        await Stored.Set("mine");
        await Overwrite("theirs");
        Assert.Equal("caught", await Stored.CatchInconsistency("mine again"));
        Assert.Equal("mine again, stored True, etag True", await Stored.Describe());
    });

    [Fact]
    public Task Another_failure_arrives_wrapped_and_the_activation_stays_with_what_it_has() => Run(async () =>
    {
        await Stored.Describe();
        Host.Storage.Break(KeyOf("x"), new IOException("broken"));
        Assert.IsType<IOException>((await Failure<OrleansException>(Stored.Set("lost"))).InnerException);
        Assert.Equal("lost, stored False, etag False", await Stored.Describe());
    });

    [Fact]
    public Task A_failing_read_fails_the_activation() => Run(async () =>
    {
        Host.Storage.Break(KeyOf("x"), new IOException("broken"));
        Assert.IsType<IOException>((await Failure<OrleansException>(Stored.Describe())).InnerException);
    });

    [Fact]
    public Task Outside_of_turns_only_the_etag_can_be_read() => Run(async () =>
        Assert.Equal("etag False, state True, write True", await Stored.OffTurn()));

    private Task Overwrite(string text) => Host.Storage.Overwrite("note", Stored, new StoredGrain.Note { Text = text });
}

public sealed class StatesOfOrleans(OrleansCluster host) : PersistentStateTests<OrleansCluster>(host);

public sealed class StatesOfTheSimulation(SimulatedHost host) : PersistentStateTests<SimulatedHost>(host);

using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Storage;
using OrleansJobs.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class PersistentStateTests
{
    internal interface IStoredGrain : IGrainWithStringKey
    {
        Task<string> Describe();

        Task Set(string text);

        [AlwaysInterleave]
        Task SetBeside(string text);

        Task SetOf(string other, string text);

        Task<int> SetThrice(string first, string second, string last);

        Task<bool> ReadBehindWrite(string text);

        Task Clear();

        Task<string> CatchInconsistency(string text);

        Task<string> OffTurn();
    }

    [Fact]
    public void It_is_read_before_the_activation_and_written_with_a_new_etag()
    {
        var storage = new InMemoryGrainStorage();
        using (var host = TestHost.Stateful<StoredGrain>(storage))
        {
            Assert.Equal(["in constructor: null, InvalidOperationException"], Seen(host));
            Assert.Equal("null, etag none, stored False", Describe(host));
            host.Run(() => Grain(host).Set("one"));
            Assert.Equal("one, etag 1, stored True", Describe(host));
        }

        using var next = TestHost.Stateful<StoredGrain>(storage);
        Assert.Equal("one, etag 1, stored True", Describe(next));
        next.Run(() => Grain(next).Clear());
        Assert.Equal("null, etag none, stored False", Describe(next));
    }

    [Fact]
    public void Unawaited_writes_become_one_write_of_the_last_value()
    {
        var storage = new CountingStorage();
        using var host = TestHost.Stateful<StoredGrain>(storage);
        Assert.Equal(1, host.Run(() => Grain(host).SetThrice("a", "b", "c"))); // distinct tasks
        Assert.Equal(1, storage.Writes);
        Assert.Equal("c, etag 1, stored True", Describe(host));
    }

    [Fact]
    public void A_write_asked_for_during_a_write_is_a_second_one()
    {
        var storage = new CountingStorage();
        using var host = TestHost.Stateful<StoredGrain>(storage);
        Describe(host);
        storage.Hold = true;
        Task[] writes =
        [
            host.Begin(() => Grain(host).Set("a")),
            host.Begin(() => Grain(host).SetBeside("b")),
            host.Begin(() => Grain(host).SetBeside("c")), // becomes one with that of b
        ];
        Assert.Equal(1, storage.Writes);
        storage.Open();
        host.Run();
        Assert.All(writes, write => Assert.True(write.IsCompletedSuccessfully));
        Assert.Equal(2, storage.Writes);
        Assert.Equal("c, etag 2, stored True", Describe(host));
    }

    [Fact]
    public void A_read_behind_a_write_does_not_ask_the_storage()
    {
        var storage = new CountingStorage();
        using var host = TestHost.Stateful<StoredGrain>(storage);
        Assert.True(host.Run(() => Grain(host).ReadBehindWrite("a")));
        Assert.Equal(1, storage.Reads); // that of the activation
    }

    [Fact]
    public void An_inconsistency_that_escapes_reaches_the_caller_and_ends_the_activation()
    {
        var storage = new InMemoryGrainStorage();
        using var a = TestHost.Stateful<StoredGrain>(storage);
        using var b = TestHost.Stateful<StoredGrain>(storage);
        Describe(a);
        Describe(b);
        a.Run(() => Grain(a).Set("by a"));
        var failure = Assert.Throws<InconsistentStateException>(() => b.Run(() => Grain(b).Set("by b")));
        Assert.Equal(("1", null), (failure.StoredEtag, failure.CurrentEtag));
        b.Run();
        Assert.Equal("by a, etag 1, stored True", Describe(b));
        Assert.Contains("ended ApplicationError", b.Seen.All);
    }

    [Fact]
    public void An_inconsistency_of_another_grain_does_not_end_its_caller()
    {
        var storage = new InMemoryGrainStorage();
        using var a = TestHost.Stateful<StoredGrain>(storage);
        using var b = TestHost.Stateful<StoredGrain>(storage);
        Describe(b);
        a.Run(() => Grain(a).Set("by a"));
        Assert.Throws<InconsistentStateException>(
            () => b.Run(() => b.Grains.GetGrain<IStoredGrain>("caller").SetOf("k-1", "by b")));
        Assert.Equal(1, b.Seen.Count("ended ApplicationError"));
    }

    [Fact]
    public void An_inconsistency_that_is_caught_leaves_the_activation_with_its_state()
    {
        var storage = new InMemoryGrainStorage();
        using var a = TestHost.Stateful<StoredGrain>(storage);
        using var b = TestHost.Stateful<StoredGrain>(storage);
        Describe(b);
        a.Run(() => Grain(a).Set("by a"));
        Assert.Equal("caught", b.Run(() => Grain(b).CatchInconsistency("by b")));
        Assert.Equal("by b, etag none, stored False", Describe(b));
    }

    [Fact]
    public void Another_failure_arrives_wrapped_and_the_activation_stays_with_what_it_has()
    {
        var storage = new CountingStorage();
        using var host = TestHost.Stateful<StoredGrain>(storage);
        Describe(host);
        storage.Broken = true;
        var failure = Assert.Throws<OrleansException>(() => host.Run(() => Grain(host).Set("lost")));
        Assert.IsType<IOException>(failure.InnerException);
        Assert.Equal("lost, etag none, stored False", Describe(host));
    }

    [Fact]
    public void A_failing_read_fails_the_activation()
    {
        using var host = TestHost.Stateful<StoredGrain>(new CountingStorage { Broken = true });
        var failure = Assert.Throws<OrleansException>(() => Describe(host));
        Assert.IsType<IOException>(failure.InnerException);
    }

    [Fact]
    public void Outside_of_turns_only_the_etag_can_be_read()
    {
        using var host = TestHost.Stateful<StoredGrain>(new InMemoryGrainStorage());
        Assert.Equal("etag, State refused, Write refused", host.Run(() => Grain(host).OffTurn()));
    }

    [Fact]
    public void A_named_state_comes_from_the_storage_of_that_name()
    {
        using var host = TestHost.Start<NamedStorageGrain>(services: s => s
            .AddSingleton<IGrainStorage>(new CountingStorage { Broken = true })
            .AddKeyedSingleton<IGrainStorage>("other", new InMemoryGrainStorage()));
        host.Run(() => Grain(host).Set("x"));
    }

    private static IStoredGrain Grain(TestHost host) => host.Grains.GetGrain<IStoredGrain>("k-1");

    private static string Describe(TestHost host) => host.Run(() => Grain(host).Describe());

    private static string[] Seen(TestHost host)
    {
        Describe(host);
        return [.. host.Seen.All];
    }

    internal sealed record Note(string Text);

    internal abstract class AnyStoredGrain : Grain, IStoredGrain
    {
        private readonly IPersistentState<Note> _note;
        private readonly Seen _seen;

        protected AnyStoredGrain(IPersistentState<Note> note, Seen seen)
        {
            (_note, _seen) = (note, seen);
            var exists = Refused(() => _ = note.RecordExists) ? "InvalidOperationException" : "?";
            seen.Add($"in constructor: {note.State?.Text ?? "null"}, {exists}");
        }

        public Task<string> Describe() =>
            Task.FromResult($"{_note.State.Text ?? "null"}, etag {_note.Etag ?? "none"}, stored {_note.RecordExists}");

        public Task Set(string text)
        {
            _note.State = new Note(text);
            return _note.WriteStateAsync();
        }

        public Task SetBeside(string text) => Set(text);

        public Task SetOf(string other, string text) => GrainFactory.GetGrain<IStoredGrain>(other).Set(text);

        public async Task<int> SetThrice(string first, string second, string last)
        {
            Task[] writes = [Set(first), Set(second), Set(last)];
            await Task.WhenAll(writes);
            return writes.Distinct().Count();
        }

        public async Task<bool> ReadBehindWrite(string text)
        {
            var write = Set(text);
            var read = _note.ReadStateAsync();
            await Task.WhenAll(write, read);
            return _note.State.Text == text;
        }

        public Task Clear() => _note.ClearStateAsync();

        public async Task<string> CatchInconsistency(string text)
        {
            try
            {
                await Set(text);
                return "written";
            }
            catch (InconsistentStateException)
            {
                return "caught";
            }
        }

        public Task<string> OffTurn() => Task.Factory.StartNew(
            () => $"{(Refused(() => _ = _note.Etag) ? "" : "etag")}, State {(Refused(() => _ = _note.State) ? "refused" : "")}, "
                + $"Write {(Refused(() => _ = _note.WriteStateAsync()) ? "refused" : "")}",
            CancellationToken.None,
            TaskCreationOptions.None,
            new TurnScheduler(ServiceProvider.GetRequiredService<ITurnExecutor>()));

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            _seen.Add($"ended {reason.ReasonCode}");
            return Task.CompletedTask;
        }

        private static bool Refused(Action action)
        {
            try
            {
                action();
                return false;
            }
            catch (InvalidOperationException)
            {
                return true;
            }
        }
    }

    internal sealed class StoredGrain([PersistentState("note")] IPersistentState<Note> note, Seen seen) : AnyStoredGrain(note, seen);

    internal sealed class NamedStorageGrain([PersistentState("note", "other")] IPersistentState<Note> note, Seen seen)
        : AnyStoredGrain(note, seen);

    /// <summary>Counts, can be held up, and can fail.</summary>
    private sealed class CountingStorage : IGrainStorage
    {
        private readonly InMemoryGrainStorage _storage = new();
        private readonly TaskCompletionSource _open = new();

        public int Reads { get; private set; }

        public int Writes { get; private set; }

        public bool Hold { get; set; }

        public bool Broken { get; set; }

        public void Open() => _open.SetResult();

        public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            await Pass();
            Reads++;
            await _storage.ReadStateAsync(stateName, grainId, grainState);
        }

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Writes++;
            await Pass();
            await _storage.WriteStateAsync(stateName, grainId, grainState);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            _storage.ClearStateAsync(stateName, grainId, grainState);

        private Task Pass()
        {
            if (Broken)
                throw new IOException();
            return Hold ? _open.Task : Task.CompletedTask;
        }
    }
}
